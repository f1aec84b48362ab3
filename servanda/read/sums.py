"""Which sums a clause of an agreement is about: not those that only say when it applies, or to which things."""

from servanda.lexicon import Marks
from servanda.lexicon import lazy_re as re
from servanda.model import Amount, Span
from servanda.read.amounts import amounts_in
from servanda.read.clause import Clause
from servanda.read.grammar import GIVING
from servanda.read.restated import promised_sums

_THRESHOLD = re.compile(
    r"\b(?:worth|valued|value\b[\w\s]{0,20}|(?:which|that)[\s\xa0]+(?:do|does)[\s\xa0]+not|exceed(?:s|ing)?|(?:in[\s\xa0]+)?excess[\s\xa0]+of|above|"
    r"beyond|below|under|over|greater[\s\xa0]+than|more[\s\xa0]+than|less[\s\xa0]+than|costing)\b[\s\xa0]*(?:[a-z]+[\s\xa0]+){0,3}$"
)
_ITS_OWN_SUM = re.compile(
    r"\b(?:sum|amount|total|contribution|grant|loan|credit|fund|payment|instal?ment|subsidy|annuity|pension|allowance|rent|price|fee|"
    r"compensation|equivalent|ceiling|maximum|minimum)[\s\xa0]+(?:[a-z]+[\s\xa0]+){0,3}$"
)
_REACH = 60


def sums_of(text: str, clause: Clause, marks: Marks) -> tuple[Amount, ...]:
    """The amounts in a clause that are what it promises, forbids or allows, in order.

    Left out are sums inside a condition ("if prices rise above ...") and thresholds that pick out things ("contracts worth more
    than ..."), unless the clause gives those things ("shall provide tools worth ...").
    """
    found = promised_sums(text, amounts_in(text, clause.start, clause.end, marks), clause.start, clause.end)
    return tuple(amount for amount in found if not _only_measures(marks.low, clause, amount)) if found else found


def _only_measures(low: str, clause: Clause, amount: Amount) -> bool:
    if amount.start is None or amount.end is None:
        return False
    if any(_holds(condition, amount) for condition in clause.conditions):
        return True
    begin = max(clause.start, amount.start - _REACH)
    # The words of a bound ("more than") belong to the amount; what stands before its figure is looked at.
    figure = next((k for k in range(amount.start, amount.end) if low[k].isdigit()), amount.start)
    threshold = _THRESHOLD.search(low, begin, figure)
    if threshold is None:
        return False
    in_subject = amount.end <= clause.force_words.start
    if not in_subject and clause.action is not None and low[clause.action.start : clause.action.end] in GIVING:
        return False
    return _ITS_OWN_SUM.search(low, begin, threshold.start()) is None and (
        in_subject or _qualifies(low, begin, threshold.start())
    )


def _holds(condition: Span, amount: Amount) -> bool:
    return condition.start <= (amount.start or 0) and (amount.end or 0) <= condition.end


def _qualifies(low: str, begin: int, at: int) -> bool:
    """Whether a noun stands before a threshold: "contracts exceeding ...", not "pay more than ..."."""
    words = low[begin:at].replace(",", " ").split()
    return (
        bool(words)
        and words[-1] not in GIVING
        and (words[-1].endswith("s") or words[-1] in {"of", "a", "an", "any", "the", "to"})
    )
