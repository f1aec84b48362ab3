"""Pages of the press of our own making with what an analyst wants of them, and how a reading is held against that.

A file of `data/press`: the page, a line of five `=`, and one expectation a line, its fields parted by " | ". `-` and `*`
leave a field open, `,` parts values of which any will do, a space parts codes that stand together.

    commit | by | to | force | words in the passage | amount=... condition=... factuality=... hedge=...
    none | words that no commitment may hold
    deal | parties | status | day of signature | place
    say | the speaker, in part | office
    event | PLOVER roots | actor | target | words in the sentence
    flow | stage | by | to | the sum, or words of the goods
    cut | words that cleaning takes out
    kind | report, agreement or other
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from servanda.lexicon import load_lexicon
from servanda.model import Commitment, Reading
from servanda.read import read
from servanda.sources import open_text

PAGES = Path(__file__).parent / "data" / "press"


@dataclass(frozen=True, slots=True)
class Page:
    """A page and what is wanted of it."""

    name: str
    text: str
    wanted: tuple[tuple[str, ...], ...]


def pages() -> list[Page]:
    """All pages, in order."""
    return [_page(path) for path in sorted(PAGES.glob("*.txt"))]


def _page(path: Path) -> Page:
    text, _, rest = path.read_text(encoding="utf-8").partition("\n=====\n")
    rows = tuple(tuple(field.strip() for field in line.split("|")) for line in rest.splitlines() if line.strip())
    return Page(path.stem, text, rows)


def reading_of(page: Page) -> Reading:
    """The page as it is read."""
    lexicon = load_lexicon()
    return read(open_text(page.text, page.name, lexicon), lexicon)


def misses(page: Page, reading: Reading) -> Iterator[tuple[str, str]]:
    """What is wanted and not there, as (what, explanation); `extra` are commitments that nobody wants."""
    text = reading.document.text
    for what, *fields in page.wanted:
        yield from ((kind, f"{page.name}: {words}") for kind, words in _row(reading, text, what, fields))
    wanted = [fields[4] for fields in page.wanted if fields[0] == "commit"]
    for found in reading.commitments:
        passage = _passage(text, found)
        if not any(words in passage for words in wanted):
            yield "extra", f"{page.name}: {passage!r} by {found.by} {found.force.value}"


def _passage(text: str, found: Commitment) -> str:
    return " ".join(text[span.start : span.end] for span in found.evidence)


def _row(reading: Reading, text: str, what: str, fields: list[str]) -> Iterator[tuple[str, str]]:
    if what == "commit":
        yield from _commitment(reading, text, fields)
    elif what == "none":
        for found in reading.commitments:
            if fields[0] in _passage(text, found):
                yield "none", f"{fields[0]!r} in {_passage(text, found)!r}"
    elif what == "deal":
        yield from _deal(reading, fields)
    elif what == "say":
        said = [(s.speaker, s.office) for s in reading.statements if fields[0].lower() in s.speaker.lower()]
        if not said:
            yield "say", f"{fields[0]} not among {[s.speaker for s in reading.statements]}"
        elif fields[1] != "-" and not any((office or "").lower() == fields[1].lower() for _, office in said):
            yield "office", f"{fields} said {said}"
    elif what == "event":
        yield from _event(reading, text, fields)
    elif what == "flow":
        yield from _flow(reading, fields)
    elif what == "cut" and fields[0] in text:
        yield "cut", f"kept {fields[0]!r}"
    elif what == "kind" and reading.document.kind != fields[0]:
        yield "kind", f"{reading.document.kind} is no {fields[0]}"


def _codes(field: str, said: tuple[str, ...]) -> bool:
    return field in ("-", "*") or set(field.split()) == set(said)


def _commitment(reading: Reading, text: str, fields: list[str]) -> Iterator[tuple[str, str]]:
    by, to, force, words, *more = fields
    found = [c for c in reading.commitments if words in _passage(text, c)]
    if not found:
        yield "commit", f"no {force}: {words!r}"
        return
    one = next((c for c in found if _codes(by, c.by) and (force == "*" or c.force.value in force.split(","))), found[0])
    if not _codes(by, one.by) and one.by != ("*parties*",):
        yield "by", f"{by} said {one.by}: {words!r}"
    if to != "-" and not _codes(to, one.to):
        yield "to", f"{to} said {one.to}: {words!r}"
    if force != "*" and one.force.value not in force.split(","):
        yield "force", f"{force} said {one.force.value}: {words!r}"
    for part in _parts(more[0] if more else ""):
        name, _, value = part.partition("=")
        if name == "amount" and not any(int(a.low) <= int(value) <= int(a.high or a.low) for a in one.amounts if a.low):
            yield "amount", f"{value} said {[a.text for a in one.amounts]}: {words!r}"
        if name == "condition" and value not in (one.condition or ""):
            yield "condition", f"{value!r} said {one.condition!r}: {words!r}"
        if name == "factuality" and one.factuality not in value.split(","):
            yield "factuality", f"{value} said {one.factuality}: {words!r}"
        if name == "hedge" and value not in one.hedges:
            yield "hedge", f"{value} said {one.hedges}: {words!r}"


def _parts(more: str) -> Iterator[str]:
    """The pairs of a field: a value may hold spaces, so a pair begins at a word that is followed by `=`."""
    words: list[str] = []
    for word in more.split():
        if "=" in word and words:
            yield " ".join(words)
            words = []
        words.append(word)
    if words:
        yield " ".join(words)


def _deal(reading: Reading, fields: list[str]) -> Iterator[tuple[str, str]]:
    parties, status, day, place = fields
    found = [a for a in reading.agreements if _codes(parties, (*a.parties, *a.organisations))]
    if not found:
        yield "deal", f"{parties} said {[(*a.parties, *a.organisations) for a in reading.agreements]}"
        return
    if status != "-" and not any((a.status or "-") in status.split(",") for a in found):
        yield "status", f"{parties} {status} said {[a.status for a in found]}"
    if day != "-" and not any(str(a.signed.date) == day for a in found):
        yield "day", f"{parties} {day} said {[str(a.signed.date) for a in found]}"
    if place != "-" and not any(a.signed.place == place for a in found):
        yield "place", f"{parties} {place} said {[a.signed.place for a in found]}"


def _event(reading: Reading, text: str, fields: list[str]) -> Iterator[tuple[str, str]]:
    roots, actor, target, words = fields
    found = [e for e in reading.events if any(words in text[s.start : s.end] for s in e.evidence)]
    right = [e for e in found if e.plover in roots.split(",")]
    if not right:
        yield "event", f"{roots} said {[e.plover for e in found]}: {words!r}"
    elif not any((actor == "-" or actor in e.actors) and (target == "-" or target in (*e.targets, *e.actors)) for e in right):
        yield "event sides", f"{actor} {target} said {[(e.actors, e.targets) for e in right]}: {words!r}"


def _flow(reading: Reading, fields: list[str]) -> Iterator[tuple[str, str]]:
    stage, by, to, value = fields
    found = [f for f in reading.flows if f.stage.value == stage and _holds(f, value)]
    if not found:
        yield "flow", f"{fields} said {[(f.stage.value, f.by, f.to, _value(f)) for f in reading.flows]}"
    elif not any(_codes(by, f.by) and _codes(to, f.to) for f in found):
        yield "flow sides", f"{fields} said {[(f.by, f.to) for f in found]}"


def _value(flow: object) -> str:
    amount, quantity = getattr(flow, "amount", None), getattr(flow, "quantity", None)
    return str(amount.text if amount else quantity.text if quantity else "")


def _holds(flow: object, value: str) -> bool:
    amount = getattr(flow, "amount", None)
    if amount and amount.low and value.isdigit():
        return bool(int(amount.low) <= int(value) <= int(amount.high or amount.low))
    return value in _value(flow)
