"""Entry into force, term, renewal, termination, amendment and the other final clauses."""

from servanda.lexicon import Marks
from servanda.model import PartialDate, Provision
from servanda.read.found import Found


def final_clauses(text: str, structure: tuple[Provision, ...], marks: Marks, signed: PartialDate | None) -> Found:
    """`in_force`, `term`, `renewal`, `termination_notice_months`, `termination` and the rules in their own words.

    `signed` fixes the date of an agreement that enters into force upon signature.
    """
    return Found()
