"""Who the parties are: titles, openings, notes, plenipotentiaries, signature blocks, nations; and what the text calls them."""

import pytest

from servanda.lexicon import load_lexicon
from servanda.read.outline import outline
from servanda.read.parties import ALL, Parties, parties

BODY = "\n\nArticle 1\n\nThe Parties shall grow apples.\n\nArticle 2\n\nThis Agreement enters into force upon signature."


def of(text: str) -> Parties:
    marks = load_lexicon().scan(text)
    return parties(text, outline(text, marks), marks)


@pytest.mark.parametrize(
    ("text", "states", "organisations"),
    [
        ("Agreement between Norway and Sweden on apples\n\nThe two Governments have agreed:", ["NOR", "SWE"], []),
        ("APPLES\n\nThe Kingdom of Norway, the Swiss Confederation and Japan, desiring apples,", ["NOR", "CHE", "JPN"], []),
        (
            "The Kingdom of the Netherlands, in respect of Aruba, and the Government of Canada (hereinafter "
            "“Canada”), wishing to trade,",
            ["NLD", "CAN"],
            [],
        ),
        (
            "The Ministry of Public Works of Chile and the Ministry of Transport of the Republic of Peru agree:",
            ["CHL", "PER"],
            [],
        ),
        ("Agreement between the European Union and Ukraine on apples\n\nThe Parties,", ["UKR"], ["EU"]),
        (
            "THE KINGDOM OF BELGIUM, IRELAND, Members, of the one part, and MALTA, of the other part,",
            ["BEL", "IRL", "MLT"],
            [],
        ),
        (
            "Agreement between the EFTA States and Chile\n\nIceland, Norway (the “EFTA States”) and Chile agree",
            ["ISL", "NOR", "CHL"],
            [],
        ),
        (
            "Oslo, 5 May 1999\n\nThe Royal Danish Embassy presents its compliments to the Ministry of Foreign Affairs of Norway "
            "and refers to the Treaty between Spain and Portugal.",
            ["DNK", "NOR"],
            [],
        ),
        (
            "Sir, I have the honour to propose that this note and your reply shall constitute an agreement between the "
            "Government of Fiji and the Government of Samoa.",
            ["FJI", "WSM"],
            [],
        ),
        (
            "His Majesty the King of Sweden, having named as Plenipotentiary Mr A. Apple; and the President of Finland, having "
            "named Mr B. Pear, who, having shown their full powers, have agreed",
            ["SWE", "FIN"],
            [],
        ),
        (
            "A treaty between the United States of America and the chiefs of the Apple tribe of Indians.",
            ["USA", "Apple tribe"],
            [],
        ),
        (
            "Arrangement on apples\nPreambleThe Kingdom of Norway, the Swiss Confederation, Japan, (hereinafter “the Growers”), "
            "being fond of apples,",
            ["NOR", "CHE", "JPN"],
            [],
        ),
        (
            "convention on applessource: unofficial textthe government of norway, the government of finland and the kingdom of "
            "sweden, having regard to apples,",
            ["NOR", "FIN", "SWE"],
            [],
        ),
        (
            "protocol on apples. the contracting governments agree as follows: "
            + "apples are grown. " * 20
            + "done in washington this fifth day of may, 1956.for norway: ola apfor finland: an apfor the netherlands: jan",
            ["NOR", "FIN", "NLD"],
            [],
        ),
        ("The Parties to this Convention, mindful of apples in Spain,", [], []),
    ],
)
def test_parties(text: str, states: list[str], organisations: list[str]) -> None:
    found = of(text + BODY)
    assert (list(found.states), list(found.organisations)) == (states, organisations)
    assert found.everybody() == (*states, *organisations) or found.everybody() == (ALL,)


def test_signatories_are_the_parties_where_nobody_is_listed() -> None:
    found = of(
        "The Contracting Parties,\n" + BODY * 3 + "\n\nDone at Oslo on 5 May 1999.\n\nFor the Government of Ghana:\n\nFor Togo:"
    )
    assert found.states == ("GHA", "TGO")


@pytest.mark.parametrize(
    ("opening", "terms"),
    [
        (
            "Norway (hereinafter “the Sending State”) and Sweden (hereinafter referred to as “the Receiving State”), jointly "
            "hereinafter “the Participants”, agree",
            {"sending state": ("NOR",), "receiving state": ("SWE",), "participants": (ALL,)},
        ),
        (
            "Norway and Sweden (hereinafter “the Participants”, or “Norway” and “Sweden”) agree",
            {"participants": (ALL,), "norway": ("NOR",), "sweden": ("SWE",)},
        ),
        (
            "Iceland, Norway (hereinafter called the EFTA States) and the Republic of Chile (hereinafter called the RC), agree",
            {"efta states": ("ISL", "NOR"), "rc": ("CHL",)},
        ),
        ("Norway and Sweden, the Norwegian Institute of Oil, hereinafter referred to as “the Institute”, both agree", {}),
        ("Norway and Sweden, hereinafter referred to as the Contracting Parties, agree", {"contracting parties": (ALL,)}),
        (
            "Iceland and Norway (the “Northern States”) and Chile (“Chile”) agree",
            {"northern states": ("ISL", "NOR"), "chile": ("CHL",)},
        ),
        (
            "Iceland and Norway (hereinafter “the Isle States”), and Chile and Peru (hereinafter jointly “the Coast”), "
            "hereinafter each a “Party” and collectively “the Parties”, agree",
            {"isle states": ("ISL", "NOR"), "coast": ("CHL", "PER"), "party": (ALL,), "parties": (ALL,)},
        ),
    ],
)
def test_names_given_to_the_parties(opening: str, terms: dict[str, tuple[str, ...]]) -> None:
    assert of(opening + BODY).terms == terms


def test_terms_are_explained() -> None:
    found = of("Norway and Sweden agree" + BODY + "\n\nArticle 3\n\n“Apple” means the fruit of a tree; “Pear” means no apple.")
    assert [(term.term, term.meaning) for term in found.defined] == [("Apple", "the fruit of a tree"), ("Pear", "no apple")]


@pytest.mark.parametrize(
    ("text", "states"),
    [
        (
            "Agreement between Denmark, Norway and the Republic of Valmere on apples\n\nThe Governments",
            ["DNK", "NOR", "Republic of Valmere"],
        ),
        (
            "TREATY BETWEEN THE KINGDOM OF ARVENIA AND THE REPUBLIC OF VALMERE CONCERNING PEARS\n\n",
            ["Kingdom of Arvenia", "Republic of Valmere"],
        ),
        ("Agreement between the Government of Denmark and the Valmere Apple Company on apples\n\nThe two", ["DNK"]),
        ("Agreement between Valmere and Denmark on apples\n\nThe two Governments", ["DNK"]),
        ("Convention on apples\n\nThe States Parties, recalling the offer of Denmark,", []),
    ],
)
def test_a_party_without_a_code_stands_as_written_and_none_that_is_known_is_lost(text: str, states: list[str]) -> None:
    assert list(of(text + BODY).states) == states


def test_a_list_goes_on_over_the_number_of_a_page() -> None:
    text = "Norway, Sweden, Chile\n 12\n and Peru, desiring apples, have agreed:" + BODY
    assert list(of(text.replace("\n 12", "\n12")).states) == ["NOR", "SWE", "CHL", "PER"]


def test_those_who_send_plenipotentiaries_complete_a_list() -> None:
    text = (
        "The King of Norway,\nThe King of Sweden,\nThe President of Chile,\n\nMembers of the Orchard League whose trees grow,\n\n"
        "the President of Peru, and the President of Fiji,\n\nhave named as their Plenipotentiaries:"
    )
    assert list(of(text + BODY).states) == ["NOR", "SWE", "CHL", "PER", "FJI"]


def test_signatures_in_several_languages() -> None:
    text = (
        "AGREEMENT ON APPLES\n\nThe Parties,\n\nArticle 1\n\n"
        + "They shall grow apples. " * 40
        + "\n\nDone at Oslo on 4 May 1986.\n\n"
        "For Hendes Majestæt Dronningen af Danmark\nFür den Präsidenten der Bundesrepublik Deutschland\n"
        "Pour le Président de la République française\nPer il Presidente della Repubblica italiana\n"
        "Voor Hare Majesteit de Koningin der Nederlanden\nFor the President of Ireland\n"
    )
    assert set(of(text).states) == {"DNK", "DEU", "FRA", "ITA", "NLD", "IRL"}


def test_a_territory_in_the_title_is_a_side() -> None:
    text = "Mainland and Hong Kong Orchard Arrangement\n\nThe two sides of the Mainland and of Hong Kong have decided:" + BODY
    text += " The two sides shall plant. Hong Kong shall water. The Mainland shall prune."
    assert set(of(text).states) == {"HKG", "CHN"}


def test_a_long_list_of_signatories_goes_on_and_one_of_all_states_tells_nothing() -> None:
    names = ("Norway", "Chile", "Japan", "Fiji", "Togo", "Peru")
    lines = "".join(f"For the Government of {name}:\n\n{'.' * 900}\n\n" for name in names)
    text = "The Contracting Parties,\n" + BODY * 20 + f"\n\nDone at Oslo on 5 May 1999.\n\n{lines}"
    assert list(of(text).states) == ["NOR", "CHL", "JPN", "FJI", "TGO", "PER"]
    assert list(of(text.replace("The Contracting", "States", 1)).states) == []
