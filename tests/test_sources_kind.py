"""Agreement, report or other: texts of our own."""

import tomllib
from pathlib import Path

import pytest

from servanda.lexicon import load_lexicon
from servanda.sources import open_text
from servanda.sources.kind import kind_of

FORMS = tomllib.loads((Path(__file__).parent / "data" / "forms.toml").read_text(encoding="utf-8"))["text"]

AGREEMENT = """Agreement between the Government of the Republic of Arvenia and the Government of the Kingdom of Tol on fisheries

The Government of the Republic of Arvenia and the Government of the Kingdom of Tol
(hereinafter referred to as "the Contracting Parties"),
Desiring to strengthen their friendship,
Have agreed as follows:

Article 1
Each Contracting Party shall protect the stocks of herring in its waters.

Article 2
This Agreement shall enter into force on the day of signature. Either Contracting Party may denounce it by written notice.

Done at Tolberg on 3 May 1974 in duplicate.
"""
NOTES = """Sir,
I have the honour to refer to the talks between our two Governments on air services and to propose that this note and your
reply constitute an agreement between our Governments, which shall enter into force today.
I avail myself of this opportunity to renew the assurances of my highest consideration.
"""
REPORT = """The foreign ministers of both countries signed a defence pact on Tuesday, officials said.
Under the treaty the government will
provide military aid and ammunition. The president told reporters that parliament must still ratify the agreement.
"""
LICENCE = """End User License Agreement
This License Agreement is between you and the Company. By installing the Software you agree to be bound by these terms. The
Licensee
shall not copy the Software. The Company may terminate this Agreement by written notice. Customers may ask for a refund.
"""
SERVICE = """What is a service level agreement?
An SLA is an agreement between a vendor and its customers. It says what uptime the vendor shall reach and which refund is due.
"""
RECIPE = "Mix the flour with two tablespoons of butter and sugar. Bake it in the oven. Italian cooks like this dough."
MATCH = (
    "The striker scored twice as the club won the match. The coach praised the new signing, whose contract runs for four years."
)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (AGREEMENT, "agreement"),
        (NOTES, "agreement"),
        (REPORT, "report"),
        (LICENCE, "other"),
        (SERVICE, "other"),
        (RECIPE, "other"),
        (MATCH, "other"),
    ],
)
def test_kind(text: str, kind: str) -> None:
    assert kind_of(text, load_lexicon().scan(text)) == kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Tol denied on Monday that Peru had offered it four ferries.", "report"),
        ("Chile would never part with its lighthouse ship, a Peruvian newspaper says.", "report"),
        ("Peel the onions and simmer them in butter for an hour. They must not burn.", "other"),
        ("The kettle is on the left shelf.", "other"),
    ],
)
def test_a_passage_about_states_is_a_report(text: str, kind: str) -> None:
    assert kind_of(text, load_lexicon().scan(text)) == kind


@pytest.mark.parametrize("text", FORMS, ids=lambda text: text["name"])
def test_short_agreements_are_told_by_their_form_and_nothing_of_them_is_cut(text: dict[str, str]) -> None:
    raw = open_text(text["text"].strip("\n"), text["name"], load_lexicon())
    assert raw.document.kind == text["kind"]
    if text["kind"] == "agreement":
        assert not raw.cut
