"""Money and goods at a stage, as a report states them."""

from servanda.model import Event, Flow
from servanda.read.scene import Scene


def flows(scene: Scene, happened: tuple[Event, ...]) -> tuple[Flow, ...]:
    """Each flow with its amount or goods, from the events of aid given, money paid, goods delivered."""
    return ()
