"""Coded tables and marked-up texts of other projects become agreements that open where they were coded."""

import json
from pathlib import Path

import pytest

from servanda.flow.importing import IMPORTERS, import_from
from servanda.flow.keeping import list_agreements, list_claims, show
from servanda.model import Added, BadInput, Reading, WrongCall, as_json
from tests.contract import broken_places

ALLIANCES = """atopid,begyr,begmo,begday,endyr,length,defense,nonagg,neutral,consul,milaid,mem1,mem2,mem3
9001,1949,4,99,0,120,1,0,0,2,0,2,200,8152
9002,1815,1,3,1815,0,0,1,0,0,0,220,255,
"""
MEMBERS = """atopid,member,defense,nonagg,neutral,consul
9001,2,1,0,0,1
9001,200,0,0,0,1
"""
TOTA = """<treaty><meta><name>Ruritania - Elbonia</name><type>Free Trade Agreement</type><status>In Force</status>
<date_signed>2013-11-05</date_signed><date_into_force>soon</date_into_force>
<parties_original><partyisocode n="1">CAN</partyisocode><partyisocode n="2">HND</partyisocode></parties_original></meta>
<body><chapter name="Preamble"><article>AGREEMENT BETWEEN CANADA AND HONDURAS ON TRADE

Canada and Honduras have agreed as follows:</article></chapter>
<chapter name="Goods"><article>Article 1
Each Party shall abolish its customs duties on seeds.</article></chapter>
<chapter name="Conclusion"><article>Done at Ottawa on 5 November 2013.</article></chapter></body></treaty>"""
TABLE = """Name;Who;When;Months
Seed pact;KEN|IRL;2025-03;120
Bridge pact;NOR;in spring;soon
"""


@pytest.fixture
def register(tmp_path: Path) -> str:
    return str(tmp_path / "r.db")


def kept(register: str, kind: str, path: Path, mapping: str | None = None) -> list[Reading]:
    done = list(import_from(register, kind, str(path), mapping))
    assert all(isinstance(entry, Added) and entry.refused == 0 for entry in done), done
    found = [show(register, entry.document) for entry in done if isinstance(entry, Added)]
    assert [list(broken_places(as_json(reading))) for reading in found] == [[] for _ in found]
    return found


def test_alliances_with_members_hold_each_member_s_own_obligations(register: str, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(ALLIANCES)
    (tmp_path / "m.csv").write_text(MEMBERS)
    nato, old = kept(register, "atop", tmp_path)
    agreement = nato.agreements[0]
    assert (agreement.parties, agreement.organisations) == (("USA", "GBR"), ("COW 8152",))
    assert (str(agreement.signed.date), agreement.status, agreement.term.months) == ("1949-04", "signed", 120)
    told = {(c.by, c.areas) for c in nato.commitments}
    assert told == {(("USA",), ("mutual_defence",)), (("USA",), ("consultation",)), (("GBR",), ("consultation",))}
    assert (old.agreements[0].status, str(old.agreements[0].signed.date)) == ("terminated", "1815-01-03")
    assert [(c.by, c.areas) for c in old.commitments] == [(("FRA", "DEU"), ("non_aggression",))]


def test_a_trade_agreement_brings_its_coded_facts_and_its_text(register: str, tmp_path: Path) -> None:
    (tmp_path / "pta_1.xml").write_text(TOTA)
    coded, text = kept(register, "tota", tmp_path / "pta_1.xml")
    assert (coded.agreements[0].title, coded.agreements[0].parties) == ("Ruritania - Elbonia", ("CAN", "HND"))
    assert coded.problems[0].code == "date_not_read"
    place = coded.agreements[0].evidence["signed.date"][0]
    assert coded.document.text[place.start : place.end] == "date_signed: 2013-11-05"
    assert text.agreements[0].parties == ("CAN", "HND")
    assert [c.force for c in text.commitments][:1] == ["obligation"]


def test_a_table_with_a_mapping_keeps_what_can_be_read(register: str, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(TABLE)
    (found,) = kept(register, "csv", tmp_path / "t.csv", "title=Name,parties=Who,signed=When,term_months=Months")
    seeds, bridge = sorted(found.agreements, key=lambda a: a.title or "", reverse=True)
    assert (seeds.parties, str(seeds.signed.date), seeds.term.months) == (("KEN", "IRL"), "2025-03", 120)
    assert (bridge.signed.date, bridge.term.months) == (None, None)
    assert len(found.problems) == 2
    assert {entry.title for entry in list_agreements(register)} == {"Seed pact", "Bridge pact"}


def test_readings_in_lines_come_back(register: str, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(TABLE)
    (found,) = kept(register, "csv", tmp_path / "t.csv", "title=Name,parties=Who")
    (tmp_path / "r.jsonl").write_text(json.dumps(as_json(found)) + "\n")
    other = str(tmp_path / "other.db")
    (again,) = kept(other, "jsonl", tmp_path / "r.jsonl")
    assert as_json(again) == as_json(found)
    assert {c.id for c in list_claims(other)} == {c.id for c in list_claims(register)}


@pytest.mark.parametrize(
    ("kind", "name", "body", "told"),
    [
        ("atop", "a.csv", "x,y\n1,2\n", "no table of alliances"),
        ("tota", "a.xml", "<act/>", "no treaty of ToTA"),
        ("tota", "a.xml", "<treaty>", "not well-formed"),
        ("csv", "a.csv", "x,y\n1,2\n", "lacks the column title"),
        ("jsonl", "a.jsonl", '{"document": 1}\n', "no reading"),
        ("akn", "a.xml", "<act/>", "Akoma Ntoso"),
    ],
)
def test_what_is_no_such_file_is_refused_by_name(
    tmp_path: Path, register: str, kind: str, name: str, body: str, told: str
) -> None:
    (tmp_path / name).write_text(body)
    (refused,) = import_from(register, kind, str(tmp_path / name))
    assert isinstance(refused, BadInput)
    assert told in str(refused)
    assert name in str(refused)


def test_a_mapping_of_fields_that_there_are_not_is_refused(tmp_path: Path, register: str) -> None:
    (tmp_path / "t.csv").write_text(TABLE)
    with pytest.raises(WrongCall, match="colour=Name"):
        list(import_from(register, "csv", str(tmp_path / "t.csv"), "colour=Name"))
    with pytest.raises(WrongCall, match="known are akn, atop"):
        list(import_from(register, "xyz", str(tmp_path)))
    assert set(IMPORTERS) == {"akn", "atop", "csv", "flows", "iati", "jsonl", "kiel", "tota"}


def test_a_table_may_name_its_parties(tmp_path: Path) -> None:
    rows = {
        "Norway; United Kingdom": (("NOR", "GBR"), ()),
        "Kingdom of Norway | European Union": (("NOR",), ("EU",)),
        "Norway and Sweden": (("NOR", "SWE"), ()),
        "NOR, SWE": (("NOR", "SWE"), ()),
        "Norway and Valmere": (("Norway and Valmere",), ()),
        "Trinidad and Tobago; Valmere": (("TTO", "Valmere"), ()),
    }
    (tmp_path / "t.csv").write_text("title,parties\n" + "".join(f'Pact {k},"{cell}"\n' for k, cell in enumerate(rows)))
    address = str(tmp_path / "named.db")
    (added,) = import_from(address, "csv", str(tmp_path / "t.csv"))
    assert isinstance(added, Added)
    assert added.refused == 0
    assert [(e.parties, e.organisations) for e in list_agreements(address)] == list(rows.values())
