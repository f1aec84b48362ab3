"""What is undertaken, how firmly, on which condition and by when: one row a sentence of our own."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from servanda.lexicon import load_lexicon
from servanda.model import Span
from servanda.read.clauses import Clause, Genre, clauses

LEXICON = load_lexicon()


def found(text: str, genre: Genre = "treaty") -> tuple[Clause, ...]:
    return clauses(text, [("", 0, len(text))], LEXICON.scan(text), genre)


def read(text: str, genre: Genre = "treaty") -> list[tuple[str, str]]:
    return [(text[clause.start : clause.end], clause.force.value) for clause in found(text, genre)]


def forces(text: str, genre: Genre = "treaty") -> list[str]:
    return [force for _, force in read(text, genre)]


FORCES = [
    ("The Parties shall lend each other their best maps.", "obligation"),
    ("The Participants will share the costs of the workshop.", "commitment"),
    ("Either Party may ask for a pause.", "permission"),
    ("The tenant shall not sell the boat.", "prohibition"),
    ("The Parties shall at all times refrain from ringing bells.", "prohibition"),
    ("Each Party undertakes to abstain from any act that may sink the boat.", "prohibition"),
    ("The costs of the oil are borne by the Party that asked for it.", "obligation"),
    ("Parties do not levy tolls on each other's boats.", "prohibition"),
    ("Nothing in this Agreement shall be held to permit the sale of lamps.", "denial"),
    ("Nothing in this Agreement shall authorise a Party to sell lamps.", "denial"),
    ("Unless this Agreement is ended it is deemed to be renewed for one year.", "obligation"),
    ("The Parties warmly welcome, and strongly support, the new pier.", "declaration"),
    ("It is the intention of the Parties to mend the pier.", "intention"),
    ("The tribes do hereby jointly and severally covenant that peace shall be kept.", "obligation"),
    ("Norway does moreover bind itself, in return for the lamps, to pay for any oil that may be spilt.", "obligation"),
    ("It is agreed that should any of the said bands sink a boat, then Norway may keep the toll.", "permission"),
    ("That the tribe may be supplied with lamps, the United States agree to send a keeper.", "obligation"),
    ("The said tribe admit the right of the United States to light the bay.", "declaration"),
    ("The chiefs shall bring back all boats, which may be taken from any keeper.", "obligation"),
    ("The Parties undertake to keep the bridge open.", "obligation"),
    ("Guests who stay longer than ten days shall sign the book.", "obligation"),
    ("Terms no worse than those of other guests shall be granted.", "obligation"),
    ("No funds are set aside for the bridge.", "denial"),
    ("Norway engages to deliver two bells.", "obligation"),
    ("The said chiefs do hereby cede to the United States all that island.", "obligation"),
    ("The Parties agree to meet in spring.", "obligation"),
    ("Each Party designates a keeper of the seal.", "obligation"),
    ("The Parties waive all claims for broken lamps.", "obligation"),
    ("This Agreement enters into force tomorrow.", "obligation"),
    ("This Agreement is valid for ten years.", "obligation"),
    ("The costs depend on the budget of each side.", "obligation"),
    ("The visitors are subject to the house rules.", "obligation"),
    ("Chile is committed to supporting the divers.", "commitment"),
    ("The Participants are strongly committed, in line with their laws, to clean harbours.", "commitment"),
    ("Chile remains unwavering in its commitment to support the divers.", "commitment"),
    ("The Participants reaffirm their commitment to protecting the reef.", "commitment"),
    ("The Participants reaffirm their commitment to the open sea.", "declaration"),
    ("The Participants reaffirm that, as winter comes, they will keep the lamps lit.", "commitment"),
    ("The Participants reaffirm that the pirates must pay for the lamps.", "declaration"),
    ("The Participants recognise that the reef is old and will need care.", "declaration"),
    ("Chile supports the repair of the pier.", "declaration"),
    ("Chile stands ready to send divers.", "intention"),
    ("The Participants are willing, as far as funds allow, to build a pier.", "intention"),
    ("The meetings should be short.", "intention"),
    ("The pilots shall be entitled to a cabin.", "permission"),
    ("The pilots shall have the right to use the radio.", "permission"),
    ("The pilots have the right to use the radio.", "permission"),
    ("The Parties reserve the right to close the pier.", "permission"),
    ("Each Party shall reserve to itself the right to close the pier.", "permission"),
    ("No Party shall raise the toll.", "prohibition"),
    ("Neither Party will open fire on the lighthouse.", "prohibition"),
    ("In no case shall the toll be raised.", "prohibition"),
    ("The Parties undertake not to raise the toll.", "prohibition"),
    ("The pilots may not smoke.", "prohibition"),
    ("Fishing by night is not permitted.", "prohibition"),
    ("Nothing in this Agreement shall oblige a Party to build a pier.", "denial"),
    ("This Agreement shall not affect older pacts.", "denial"),
    ("Article 2 is not applicable to canoes.", "denial"),
    ("Nothing in this Agreement obliges Norway to pay.", "denial"),
    ("Nothing in this Agreement affects older pacts.", "denial"),
    ("This Agreement does not create rights of third parties.", "denial"),
    ("No Party shall be bound to lend its divers.", "denial"),
    ("This Agreement is without prejudice to older pacts.", "denial"),
    ("No Party shall restrict the sale of nets.", "prohibition"),
    ("The Participants recognize that this Memorandum does not create duties.", "denial"),
    ("The Parties have agreed that the nets cannot be sold.", "prohibition"),
    ("It is further agreed by the parties, that the nets shall be blue.", "obligation"),
]


@pytest.mark.parametrize(("sentence", "force"), FORCES)
def test_the_force_of_a_sentence(sentence: str, force: str) -> None:
    assert forces(sentence) == [force]


@pytest.mark.parametrize(
    ("text", "passages"),
    [
        (
            "The Parties will train pilots and will deliver charts.",
            ["The Parties will train pilots", "will deliver charts"],
        ),
        ("The Parties will train pilots and deliver charts.", ["The Parties will train pilots and deliver charts"]),
        (
            "Chile welcomes the plan and will pay for it.",
            ["Chile welcomes the plan", "will pay for it"],
        ),
        (
            "The Parties shall deposit the maps with Norway, which shall send copies to all.",
            ["The Parties shall deposit the maps with Norway", "which shall send copies to all"],
        ),
        (
            "The lamps which may be found useful, shall be lit.",
            ["The lamps which may be found useful, shall be lit"],
        ),
        (
            "Such a visit, which shall be short, shall be led by a pilot, who may open all doors.",
            ["which shall be short", "shall be led by a pilot", "who may open all doors"],
        ),
        (
            "Recalling that Chile has sent boats, Norway will send oars.",
            ["Norway will send oars"],
        ),
        ("However, the Parties shall rest.", ["the Parties shall rest"]),
        (
            "If the lamp fails, and the keeper is away, the Parties shall meet.",
            ["If the lamp fails, and the keeper is away, the Parties shall meet"],
        ),
        (
            "As soon as this treaty shall have been ratified, it shall be binding.",
            ["As soon as this treaty shall have been ratified, it shall be binding"],
        ),
        ("The measures they may take shall be mild.", ["The measures they may take shall be mild"]),
        (
            "They shall be shown to the owners, nor shall they be sold.",
            ["They shall be shown to the owners", "nor shall they be sold"],
        ),
        (
            "The Parties shall, should any dispute arise, meet.",
            ["The Parties shall, should any dispute arise, meet"],
        ),
        (
            "The Parties agree to rest; and should any dispute arise they shall meet.",
            ["The Parties agree to rest", "should any dispute arise they shall meet"],
        ),
        (
            "Done at Oslo, in two copies, in the Norwegian and Spanish languages, both texts being equally authentic.",
            ["in the Norwegian and Spanish languages, both texts being equally authentic"],
        ),
        (
            "I have the honour to propose that this Note and your reply shall be an agreement.",
            ["this Note and your reply shall be an agreement"],
        ),
        (
            "It is agreed by the nation, that guests are freely permitted to pass, and that the said nation further agree to "
            "feed them.—And Norway hereby promises oil.",
            ["guests are freely permitted to pass", "the said nation further agree to feed them", "Norway hereby promises oil"],
        ),
        (
            "If fire breaks out, the Party in whose port the fire occurred may tell the other Party, which will send oars.",
            [
                "If fire breaks out, the Party in whose port the fire occurred may tell the other Party",
                "which will send oars",
            ],
        ),
        ("The Embassy of Chile presents its compliments to the Ministry of Norway.", []),
        ("Article Two Both Parties undertake to rest.", ["Both Parties undertake to rest"]),
        (
            "Chile shall mend the pier, and if ten boats lie there, Norway shall pay for it.",
            ["Chile shall mend the pier", "if ten boats lie there, Norway shall pay for it"],
        ),
        (
            "Chile shall mend the pier, and whenever boats shall have come, and rung their bells, they shall be given oil.",
            ["Chile shall mend the pier", "whenever boats shall have come, and rung their bells, they shall be given oil"],
        ),
        (
            "Chile shall watch the sea, and in the event of a storm off the bay, Norway shall send oars.",
            ["Chile shall watch the sea", "in the event of a storm off the bay, Norway shall send oars"],
        ),
        (
            "Chile shall mend the pier, if ten boats lie there, and Norway shall pay for it.",
            ["Chile shall mend the pier, if ten boats lie there", "Norway shall pay for it"],
        ),
        (
            "Chile shall treat the pier as an aim pursued by all apropriate means, as its people wish.",
            ["Chile shall treat the pier as an aim pursued by all apropriate means, as its people wish"],
        ),
    ],
)
def test_where_clauses_begin_and_end(text: str, passages: list[str]) -> None:
    said = [passage for passage, _ in read(text)]
    assert said == passages


@pytest.mark.parametrize(
    "text",
    [
        '"Lamp" means a light that shall be seen from afar.',
        "This Agreement covers all lamps.",
        "Chile has provided two lamps since 2022.",
        "Since 2022, Chile has committed two million pesos.",
        "In total, Chile has committed two million pesos since the start of the storm.",
        "The combined effect of these lamps will contribute to safety.",
        "The fishery could become a model for others.",
        "The lamp is essential for the port.",
        "The port's needs for oil will continue for decades to come.",
        "The two harbours shall hereafter be referred to as the ports.",
        "The Parties, wishing to live in peace",
        "Lighthouse Support",
        "Thence along the shore, till it shall strike the river.",
        "The aim of the project is to mend nets.",
    ],
)
def test_what_is_no_undertaking(text: str) -> None:
    assert read(text) == []


LISTS = [
    (
        'The border shall be the line that joins two points as follows:\nPoint A: 10° 4.5" N 20° 1.5" E',
        [("The border shall be the line that joins two points as follows", "obligation")],
    ),
    (
        "The Parties shall:\n(a) mend nets;\n(b) paint boats.\n",
        [("mend nets", "obligation"), ("paint boats", "obligation")],
    ),
    (
        "The tribe agree to the following stipulations on their part.\n\nFirst, To mend nets.\n\nSecond, To pay ten dollars, "
        "provided that the nets shall be whole.",
        [("To mend nets", "obligation"), ("To pay ten dollars, provided that the nets shall be whole", "obligation")],
    ),
    (
        "The Parties shall agree on:\n(a) the price; and\n(b) the time which may be needed.\n",
        [("the price", "obligation"), ("the time which may be needed", "obligation")],
    ),
    (
        "Norway will never sell the boats which they rightfully claim, but will on the contrary guard them.",
        [
            ("Norway will never sell the boats which they rightfully claim", "prohibition"),
            ("will on the contrary guard them", "commitment"),
        ],
    ),
    (
        "No revenge shall take place, but, instead thereof, complaints shall be made by the keeper.",
        [("No revenge shall take place", "prohibition"), ("complaints shall be made by the keeper", "obligation")],
    ),
    (
        "Chile has sent ten boats since 2022 and will send five more.",
        [("will send five more", "commitment")],
    ),
    (
        "The Participants recognise that Utopia continues to spread lies and will support each other in telling the truth.",
        [
            ("The Participants recognise that Utopia continues to spread lies", "declaration"),
            ("will support each other in telling the truth", "commitment"),
        ],
    ),
    (
        "After a change has come into force, no Party may ring the bell.",
        [("After a change has come into force, no Party may ring the bell", "prohibition")],
    ),
    (
        "And, in like manner, if any theft shall be committed on any boat, the thief shall be tried.",
        [("if any theft shall be committed on any boat, the thief shall be tried", "obligation")],
    ),
    (
        "The N.V. Bank of Lamps shall act as depositary.",
        [("The N.V. Bank of Lamps shall act as depositary", "obligation")],
    ),
    (
        "The Parties shall:\n(a) mend nets;\n(b) not sell boats;\n(c) refrain from singing.\n",
        [("mend nets", "obligation"), ("not sell boats", "prohibition"), ("refrain from singing", "prohibition")],
    ),
    (
        "Cooperation may include:\n- joint dives;\n- songs.\nThe Parties shall meet.\n",
        [("joint dives", "permission"), ("songs", "permission"), ("The Parties shall meet", "obligation")],
    ),
    (
        "Chile will send boats. This includes:\n(a) two tugs;\n(b) a ferry.\n",
        [("Chile will send boats", "commitment"), ("two tugs", "commitment"), ("a ferry", "commitment")],
    ),
    (
        "Chile will give help, including in the following areas:\n(a) nets;\n(b) oars.\n",
        [
            ("Chile will give help, including in the following areas", "commitment"),
            ("nets", "commitment"),
            ("oars", "commitment"),
        ],
    ),
    (
        "The Parties shall promote trade; exchange all maps; and hold a fair.\n",
        [("The Parties shall promote trade", "obligation"), ("exchange all maps", "obligation"), ("hold a fair", "obligation")],
    ),
    ("The toll shall be waived if:\n(a) the bridge is shut;\n(b) it rains.\n", None),
    (
        "The Parties shall inform the others about:a) their harbours;b) their lamps.",
        [("their harbours", "obligation"), ("their lamps", "obligation")],
    ),
    (
        "Either side may speak. The following conditions shall apply: (a) no speech shall last an hour; (b) songs are permitted.",
        [
            ("Either side may speak", "permission"),
            ("no speech shall last an hour", "prohibition"),
            ("songs are permitted", "permission"),
        ],
    ),
    (
        "The Commission shall decide:\nThe Parties shall obey.\n",
        [("The Commission shall decide", "obligation"), ("The Parties shall obey", "obligation")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), LISTS)
def test_lists_with_a_lead_in(text: str, expected: list[tuple[str, str]] | None) -> None:
    if expected is None:
        assert all(force == "obligation" for force in forces(text))
    else:
        assert read(text) == expected


def test_items_take_subject_condition_and_lead_of_the_lead_in() -> None:
    text = "If it rains, Norway shall:\n(a) lend tents;\n(b) brew tea.\n"
    first, second = found(text)
    assert first.lead == second.lead
    assert first.lead is not None
    assert first.subject is not None
    assert text[first.subject.start : first.subject.end].strip() == "Norway"
    assert [text[c.start : c.end] for c in second.conditions] == ["If it rains"]


def test_the_plain_present_of_a_political_text_is_a_commitment() -> None:
    assert forces("Chile provides two boats.", "political") == ["commitment"]
    assert forces("Chile provides two boats.", "treaty") == ["obligation"]


PARTS = st.sampled_from(
    [
        "The Parties shall ",
        "which shall ",
        " and ",
        "; ",
        ": ",
        "\n(a) ",
        "\n2. ",
        "if ",
        "that ",
        "Article 4\n",
        "may not ",
        ". ",
        ", ",
        "as ",
        "is committed to ",
        "agree that ",
        "it is agreed that ",
        "nor ",
        "until ",
        "boats ",
        "within 5 days ",
        "\n\n",
        "viz. ",
        "Chile",
        " ",
        "means ",
        "hereby ",
        "includes:",
        "being equally authentic",
        "“",
        "İ",
    ]
)


@example(["The Parties shall ", "is committed to ", "being equally authentic"])
@example(["being equally authentic", ". ", "which shall ", ", ", "The Parties shall "])
@example(["The Parties shall ", "includes:", "\n(a) ", "which shall ", "The Parties shall "])
@example(["The Parties shall ", " and ", " and ", "viz. ", "viz. ", " and "])
@settings(deadline=None)
@given(st.lists(PARTS, max_size=40))
def test_clauses_of_any_text_lie_inside_it_and_never_overlap(parts: list[str]) -> None:
    text = "".join(parts)
    reached = 0
    for clause in found(text):
        assert reached <= clause.start < clause.end <= len(text)
        reached = clause.end
        assert text[clause.start : clause.end].strip() == text[clause.start : clause.end]


@pytest.mark.parametrize("heading", ["Definitions", "DEFINISIONS"])
def test_terms_before_a_colon_are_explained_under_a_heading_of_definitions(heading: str) -> None:
    text = f"{heading}\n1. Tolls: The dues of a Party, whatever their names may be.\n2. Bars: A Party may close its ports."
    below = {"art_1": (Span(0, len(heading)),)}
    leaves = [("art_1", len(heading), len(text))]
    assert clauses(text, leaves, LEXICON.scan(text), "treaty", below) == ()
    assert clauses(text, leaves, LEXICON.scan(text), "treaty")
