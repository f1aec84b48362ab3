"""The doorman of TOML, which is read only where a codebook is not kept ready already."""

import tomllib
from pathlib import Path
from typing import Any

from servanda.model import WrongCall


def parse(source: Path) -> dict[str, Any]:
    """The content of a TOML file."""
    try:
        return tomllib.loads(source.read_text(encoding="utf-8"))
    except OSError as error:
        raise WrongCall(f"{source}: cannot open this codebook ({error.strerror})") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise WrongCall(f"{source}: not a codebook in TOML: {error}") from error
