"""Findings made by hand for the tests of the rooms behind reading."""

from decimal import Decimal

from servanda.model import (
    Agreement,
    Amount,
    Commitment,
    DeadlineRule,
    Document,
    EntryIntoForce,
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
    Statement,
    Term,
)


def document(text: str, origin: str = "made by hand") -> Document:
    return Document(Document.id_of(text), "agreement", "A made agreement", None, None, "en", text, origin)


def commitment(text: str, words: str, force: Force = Force.OBLIGATION, **values: object) -> Commitment:
    start = text.index(words)
    plain: dict[str, object] = {
        "id": f"c{start}",
        "by": ("FRA",),
        "by_words": None,
        "to": ("UKR",),
        "to_words": None,
        "force": force,
        "force_words": "shall",
        "hedges": (),
        "areas": ("training",),
        "action": None,
        "object": None,
        "condition": None,
        "deadline": None,
        "amounts": (),
        "quantities": (),
        "provision": "art_1",
        "factuality": "certain",
        "legalization": Legalization(1.0, 0.5, 0.0, {"obligation": ("shall",)}),
        "evidence": (Span(start, start + len(words)),),
    }
    return Commitment(**(plain | values))  # type: ignore[arg-type]


def euros(low: int | None, text: str = "a sum") -> Amount:
    return Amount(None if low is None else Decimal(low), None if low is None else Decimal(low), "EUR", text)


TEXT = (
    "Accord between France and Ukraine\n\nArticle 1\nFrance shall train 500 engineers each year.\n\n"
    "Article 2\nFrance will provide 30 million euros within six months.\n\nDone at Lyon on 3 May 2024."
)


def reading(text: str = TEXT) -> Reading:
    whole = document(text)
    sum_of_30 = euros(30_000_000, "30 million euros")
    agreement = Agreement(
        id="a" * 16,
        title="Accord between France and Ukraine",
        parties=("FRA", "UKR"),
        status="signed",
        signed=Signature(PartialDate(2024, 5, 3), "Lyon"),
        in_force=EntryIntoForce(),
        term=Term(120),
        evidence={
            "title": (Span(0, 33),),
            "parties": (Span(15, 33),),
            "status": (Span(0, 6),),
            "signed": (Span(0, 6),),
            "term": (Span(0, 6),),
        },
    )
    return Reading(
        whole,
        outline=(Provision("art_1", "article", "1", None, 35, 90),),
        agreements=(agreement,),
        commitments=(
            commitment(text, "France shall train 500 engineers each year"),
            commitment(
                text,
                "France will provide 30 million euros within six months",
                Force.COMMITMENT,
                areas=("economic_support",),
                deadline="within six months",
                deadline_rule=DeadlineRule("within", 6, "month", "signature"),
                amounts=(sum_of_30,),
                provision="art_2",
            ),
        ),
        statements=(Statement("s1", "A. Speaker", "minister", "FRA", None, True, (Span(0, 6),)),),
        flows=(
            Flow(
                "f1",
                Stage.DELIVERED,
                ("FRA",),
                ("UKR",),
                euros(10),
                None,
                "training",
                PartialDate(2024, 6),
                Factuality.CERTAIN,
                (Span(0, 6),),
            ),
        ),
    )
