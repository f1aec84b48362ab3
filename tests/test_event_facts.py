"""Kind, actors, targets, day and certainty of what reports tell, sentence by sentence; one row a bug that was caught."""

import pytest

from tests.test_read_events import read

# ruff: noqa: E501
Row = tuple[str, str, str, tuple[str, ...], tuple[str, ...], str | None, str]
PAGE = "2024-06-13"
ROWS: list[Row] = [
    # sentence, kind, root, actors, targets, date, factuality
    ("France and Poland signed a defence treaty in Nancy on 9 May 2025.", "signed", "SUPPORT", ("FRA", "POL"), (), "2025-05-09", "certain"),
    ("Kenya signed a trade agreement with Japan on Tuesday.", "signed", "SUPPORT", ("KEN",), ("JPN",), "2024-06-11", "certain"),
    ("The treaty was signed by Chile and Peru in 1999.", "signed", "SUPPORT", ("CHL", "PER"), (), "1999", "certain"),
    ("Ghana's parliament ratified the fisheries agreement with the European Union on 3 March.", "ratified", "SUPPORT", ("GHA",), ("EU",), "2024-03-03", "certain"),
    ("Ghana has not ratified the fisheries agreement with the European Union.", "ratified", "REJECT", ("GHA",), ("EU",), None, "denied"),
    ("Ghana will not ratify the fisheries agreement with the European Union.", "refused", "REJECT", ("GHA",), ("EU",), None, "certain"),
    ("The pact between Oman and Iran entered into force on 1 January 2021.", "entered_into_force", "SUPPORT", (), ("OMN", "IRN"), "2021-01-01", "certain"),
    ("Russia suspended the grain agreement with Turkey in July 2023.", "suspended", "SANCTION", ("RUS",), ("TUR",), "2023-07", "certain"),
    ("Finland withdrew from the mine ban treaty last month.", "withdrew", "SANCTION", ("FIN",), (), "2024-05", "certain"),
    ("Mali terminated its defence agreement with France.", "suspended", "SANCTION", ("MLI",), ("FRA",), None, "certain"),
    ("Sweden delivered eight howitzers to Ukraine in March 2023.", "delivered", "AID", ("SWE",), ("UKR",), "2023-03", "certain"),
    ("Sweden will deliver eight howitzers to Ukraine.", "delivered", "AGREE", ("SWE",), ("UKR",), None, "probable"),
    ("Sweden may deliver eight howitzers to Ukraine.", "delivered", "AGREE", ("SWE",), ("UKR",), None, "possible"),
    ("Sweden pledged to deliver eight howitzers to Ukraine.", "promised", "AGREE", ("SWE",), ("UKR",), None, "certain"),
    ("The World Bank disbursed $90 million to Malawi.", "disbursed", "AID", ("IBRD",), ("MWI",), None, "certain"),
    ("Norway expelled three Russian diplomats on Thursday.", "expelled", "SANCTION", ("NOR",), ("RUS",), "2024-06-13", "certain"),
    ("Israel bombed a depot in Syria yesterday.", "bombed", "ASSAULT", ("ISR",), ("SYR",), "2024-06-12", "certain"),
    ("Israel reportedly bombed a depot in Syria.", "bombed", "ASSAULT", ("ISR",), ("SYR",), None, "probable"),
    ("Canada lifted its sanctions on Myanmar.", "lifted", "YIELD", ("CAN",), ("MMR",), None, "certain"),
    ("Sanctions on Myanmar were lifted by Canada.", "lifted", "YIELD", ("CAN",), ("MMR",), None, "certain"),
    ("India's foreign minister met his Nepali counterpart in Kathmandu.", "met", "CONSULT", ("IND",), ("NPL",), None, "certain"),
    ("Did Egypt suspend the agreement with Sudan?", "suspended", "SANCTION", ("EGY",), ("SDN",), None, "possible"),
    ("Brazil asked Argentina to release the cargo.", "requested", "REQUEST", ("BRA",), ("ARG",), None, "certain"),
    ("Georgia refused to extradite a banker to Armenia.", "refused", "REJECT", ("GEO",), ("ARM",), None, "certain"),
    ("Iraq threatened to close its border with Kuwait.", "threatened", "THREATEN", ("IRQ",), ("KWT",), None, "certain"),
    ("Germany welcomed the pact signed by Serbia in May.", "praised", "SUPPORT", ("DEU",), (), "2024-05", "certain"),
    ("The minister said Estonia had shipped mortars to Latvia.", "delivered", "AID", ("EST",), ("LVA",), None, "certain"),
]  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=[row[0][:48] for row in ROWS])
def test_the_first_event(row: Row) -> None:
    sentence, kind, root, actors, targets, date, factuality = row
    event = read(sentence, PAGE)[0]
    found = (event.kind, event.plover, event.actors, tuple(t for t in event.targets if t in targets or not targets))
    assert found[:3] == (kind, root, actors)
    assert set(targets) <= set(event.targets)
    assert (str(event.date) if event.date else None, event.factuality) == (date, factuality)


@pytest.mark.parametrize(
    "sentence",
    [
        "The agreement will include provisions for training.",
        "This step aims to strengthen the alliance.",
        "The treaty reaffirms the support of all members for Ukraine.",
        "States must protect marine life.",
        "Her first husband was a close friend of the director.",
        "The company met its target for the year.",
    ],
)
def test_what_tells_no_event(sentence: str) -> None:
    assert read(sentence) == ()


def test_what_somebody_denies_is_denied() -> None:
    found = read("Moscow denied that its troops had shelled the town in Georgia.")
    assert {event.kind: event.factuality for event in found}["bombed"] == "denied"


def test_who_says_so_is_kept_with_the_event() -> None:
    (event,) = read("Spain has closed its embassy in Tripoli, Foreign Minister Ana Ruiz said.")
    assert event.attributed_to == "Ana Ruiz"


def test_what_hangs_on_a_condition_is_told_and_the_condition_is_not() -> None:
    found = read("Japan will lift the ban if China releases the crew.")
    assert {event.kind: event.factuality for event in found} == {"lifted": "probable"}
