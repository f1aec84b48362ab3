"""A large register of made-up agreements and flows, always the same, for benchmarks of what stands on a register."""

import random
from collections.abc import Iterator
from decimal import Decimal

from servanda.flow import keeping
from servanda.model import (
    Agreement,
    Amount,
    Commitment,
    Document,
    Factuality,
    Flow,
    Force,
    Legalization,
    PartialDate,
    Provision,
    Reading,
    Signature,
    Span,
    Stage,
    Term,
)

STATES = (
    "AUT",
    "BEL",
    "CAN",
    "CHE",
    "CZE",
    "DEU",
    "DNK",
    "ESP",
    "EST",
    "FIN",
    "FRA",
    "GBR",
    "ITA",
    "JPN",
    "LTU",
    "LVA",
    "NLD",
    "NOR",
    "POL",
    "SWE",
    "USA",
)
AREAS = (
    "training",
    "military_aid",
    "intelligence",
    "consultation",
    "economic_support",
    "humanitarian",
    "cyber",
    "reconstruction",
    "health",
    "final_provisions",
)
DOINGS = (
    "train engineers",
    "deliver vehicles",
    "share reports",
    "consult the other Party",
    "support the budget",
    "repair the grid",
    "open its ports",
)
FORCES = {Force.OBLIGATION: "shall", Force.COMMITMENT: "will", Force.INTENTION: "intends to", Force.PERMISSION: "may"}


def readings(agreements: int, commitments: int, flows: int, flows_a_report: int = 2000) -> Iterator[Reading]:
    """So many agreements with so many commitments in all, and reports with so many flows in all."""
    dice = random.Random(11)
    for k in range(agreements):
        yield _agreement(k, commitments // agreements, dice)
    for k in range(flows // flows_a_report):
        yield _report(k, flows_a_report, dice)


class _Text:
    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.length = 0

    def put(self, words: str) -> Span:
        span = Span(self.length, self.length + len(words))
        self.pieces.append(words)
        self.length += len(words)
        return span

    def document(self, kind: str, title: str) -> Document:
        text = "".join(self.pieces)
        return Document(Document.id_of(text), kind, title, None, None, "en", text, f"made/{title}.txt")


def _agreement(number: int, promises: int, dice: random.Random) -> Reading:
    a, b = dice.sample(STATES, 2)
    text = _Text()
    title = f"Agreement {number} between {a} and {b} on {dice.choice(AREAS).replace('_', ' ')}"
    named = text.put(title)
    text.put("\n\n")
    made, outline = [], []
    for k in range(promises):
        if k % 4 == 0:
            start = text.length
            text.put(f"Article {k // 4 + 1}\n")
            outline.append(Provision(f"art_{k // 4 + 1}", "article", str(k // 4 + 1), None, start, text.length))
        made.append(_promise(number, k, dice.sample((a, b), 2), text, dice))
    date = PartialDate(dice.randint(1990, 2025), dice.randint(1, 12), dice.randint(1, 28))
    closing = text.put(f"Done on {date}.")
    evidence = {"title": (named,), "parties": (named,), "signed.date": (closing,), "status": (closing,), "term": (closing,)}
    pact = Agreement(
        f"{number:016x}",
        title,
        (a, b),
        status="signed",
        legal_form="agreement",
        signed=Signature(date),
        term=Term(120),
        evidence=evidence | {"legal_form": (named,)},
    )
    return Reading(text.document("agreement", title), outline=tuple(outline), agreements=(pact,), commitments=tuple(made))


def _promise(number: int, k: int, who: list[str], text: _Text, dice: random.Random) -> Commitment:
    force = dice.choice(tuple(FORCES))
    sum_of = dice.randint(1, 900) * 1_000_000 if k % 5 == 0 else None
    doing = f"{dice.choice(DOINGS)} number {number}-{k}"
    money = f" with {sum_of} euros" if sum_of else ""
    condition = "in the event of an armed attack" if k % 7 == 0 else None
    deadline = f"by {dice.randint(2026, 2035)}" if k % 6 == 0 else None
    span = text.put(
        f"{who[0]} {FORCES[force]} {doing} in {who[1]}{money}{' ' + condition if condition else ''}{' ' + deadline if deadline else ''}"
    )
    text.put(".\n")
    amounts = (Amount(Decimal(sum_of), Decimal(sum_of), "EUR", f"{sum_of} euros"),) if sum_of else ()
    return Commitment(
        id=f"{number:08x}{k:08x}",
        by=(who[0],),
        by_words=who[0],
        to=(who[1],),
        to_words=who[1],
        force=force,
        force_words=FORCES[force],
        hedges=(),
        areas=tuple(dice.sample(AREAS, dice.randint(1, 2))),
        action=doing.split()[0],
        object=" ".join(doing.split()[1:]),
        condition=condition,
        deadline=deadline,
        amounts=amounts,
        quantities=(),
        provision=f"art_{k // 4 + 1}",
        factuality=Factuality.CERTAIN,
        legalization=Legalization(0.5, 0.5, 0.0),
        evidence=(span,),
    )


def _report(number: int, many: int, dice: random.Random) -> Reading:
    text = _Text()
    made = []
    for k in range(many):
        stage, by, to = dice.choice(tuple(Stage)), *dice.sample(STATES, 2)
        sum_of = Decimal(dice.randint(1, 10**9))
        date = PartialDate(dice.randint(2015, 2025), dice.randint(1, 12), dice.randint(1, 28))
        span = text.put(f"{by} {stage} {sum_of} euros to {to} on {date}")
        text.put(".\n")
        amount = Amount(sum_of, sum_of, "EUR", f"{sum_of} euros")
        made.append(
            Flow(f"f{number:06x}{k:06x}", stage, (by,), (to,), amount, None, dice.choice(AREAS), date, "certain", (span,))
        )
    return Reading(text.document("report", f"Report {number}"), flows=tuple(made))


def fill(address: str, agreements: int, commitments: int, flows: int) -> None:
    """Makes the register at the address."""
    with keeping.opened(address, create=True) as register:
        for found in readings(agreements, commitments, flows):
            keeping.keep_all(register, [found], reader="made", tables=("made",))
