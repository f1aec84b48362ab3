"""IATI goes out by the standard's schema and comes back with the same sums; the workbook's rows become flows."""

import datetime
import importlib.util
import io
from decimal import Decimal
from pathlib import Path

import pytest
from lxml import etree
from openpyxl import Workbook

from servanda.exchange.iati import Reporter, iati, iati_xml
from servanda.exchange.kiel_workbook import workbook
from servanda.flow import tracking
from servanda.flow.exporting import export
from servanda.flow.keeping import demo
from servanda.model import Amount, BadInput, Flow, PartialDate, Span, Stage, WrongCall
from servanda.track import ledger as add_up
from servanda.track import postings

ON = datetime.date(2026, 11, 1)
REPORTER = Reporter("XX-1", "10", "A made-up observatory & co")


MAY = PartialDate(2024, 5)


def flow(k: int, stage: Stage, sum_: str, currency: str, to: str = "UKR", day: PartialDate | None = MAY) -> Flow:
    amount = Amount(Decimal(sum_), Decimal(sum_), currency, f"{sum_} <{currency}>")
    return Flow(f"f{k}", stage, ("NOR",), (to,), amount, None, None, day, "certain", (Span(0, 1),))


FLOWS = [
    flow(1, Stage.PLEDGED, "100.25", "EUR"),
    flow(2, Stage.ALLOCATED, "99", "NOK"),
    flow(3, Stage.DISBURSED, "7.5", "EUR", "MDA"),
    flow(4, Stage.DISBURSED, "1", "EUR", "Sahel region"),
    flow(5, Stage.DELIVERED, "3", "EUR", day=None),
]


def test_what_goes_out_comes_back() -> None:
    found = list(iati(io.BytesIO(iati_xml(FLOWS, REPORTER, ON)), "made"))
    sums = {(line.keys["stage"], line.currency): line.amount for r in found for line in add_up(postings(r))}
    assert {(f.stage.value, f.amount.currency if f.amount else "") for r in found for f in r.flows} == {
        ("pledged", "EUR"),
        ("allocated", "NOK"),
        ("disbursed", "EUR"),
    }
    assert sums["pledged", "EUR"] == Decimal("100.25")
    assert {f.to for r in found for f in r.flows} == {("UKR",), ("MDA",), ()}


def schema_of_the_standard() -> etree.XMLSchema:
    spec = importlib.util.find_spec("iati")
    if spec is None or not spec.submodule_search_locations:
        pytest.skip("the standard's schema is not installed: pip install --no-deps pyIATI")
    schemas = Path(next(iter(spec.submodule_search_locations))) / "resources" / "standard" / "2-03" / "schemas"
    return etree.XMLSchema(etree.parse(str(schemas / "iati-activities-schema.xsd")))


def test_what_goes_out_holds_to_the_schema() -> None:
    schema_of_the_standard().assertValid(etree.fromstring(iati_xml(FLOWS, REPORTER, ON)))


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (b"<iati-activities/>", "no <iati-activity>"),
        (b"not xml", "not well-formed"),
        (b'<!DOCTYPE x [<!ENTITY a "b">]><iati-activities><iati-activity>&a;', "not well-formed"),
    ],
)
def test_a_bad_file_says_so(body: bytes, told: str) -> None:
    with pytest.raises(BadInput, match=told):
        list(iati(io.BytesIO(body), "made.xml"))


HEAD = [
    "ID",
    "donor",
    "announcement_date",
    "aid_type_general",
    "explanation",
    "measure",
    "tot_activity_value_EUR",
    "tot_sub_activity_value_EUR",
]


def book(path: Path, *lines: list[object], title: str = "Bilateral Assistance, MAIN DATA") -> Path:
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.title = title
    sheet.append(["A title above the table"])
    for line in (HEAD, *lines):
        sheet.append(line)
    made.save(path)
    return path


def test_the_main_sheet_becomes_flows(tmp_path: Path) -> None:
    day = datetime.datetime(2024, 2, 16)
    found = workbook(
        book(
            tmp_path / "tracker.xlsx",
            ["A1", "Germany", day, "Military", "tanks, and\nmore", "Allocation", 500, 200.5],
            ["A2", "EU (Commission and Council)", day, "Financial", "a loan", "Commitment", 900, None],
            ["A3", "Ruritania", "soon", "Humanitarian", "tents", "Allocation", None, 3],
            ["A4", "France", day, "Military", "no sum", "Allocation", None, None],
            ["A5", "France", day, "Military", "gift", "Gift", 1, 1],
        )
    )
    told = [(f.stage.value, f.by[0], f.amount.low if f.amount else None, f.category, str(f.date)) for f in found.flows]
    assert told == [
        ("allocated", "DEU", Decimal("200.5"), "military", "2024-02-16"),
        ("pledged", "EU", Decimal(900), "financial", "2024-02-16"),
        ("allocated", "Ruritania", Decimal(3), "humanitarian", "None"),
    ]
    assert [p.code for p in found.problems] == ["row_not_read"]


def test_a_workbook_without_the_sheet_says_what_it_has(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="there are Notes"):
        workbook(book(tmp_path / "a.xlsx", title="Notes"))
    (tmp_path / "b.xlsx").write_bytes(b"PK nothing")
    with pytest.raises(BadInput, match="not a workbook"):
        workbook(tmp_path / "b.xlsx")


def test_a_register_goes_out_as_activities_that_hold_to_the_schema(tmp_path: Path) -> None:
    address, target = str(tmp_path / "r.db"), tmp_path / "out.xml"
    for _ in demo(address):
        pass
    with pytest.raises(WrongCall, match="--reporter"):
        export(address, "iati", str(target))
    export(address, "iati", str(target), reporter="XX-1,10,A made-up observatory, of money")
    root = etree.parse(str(target)).getroot()
    suspense = {entry.flow for entry, _, _ in tracking.aside(address)}
    told = {element.get("ref") for element in root.iter("transaction")}
    assert len(told) > 20
    assert not told & suspense
    assert root.findtext(".//reporting-org/narrative") == "A made-up observatory, of money"
    if importlib.util.find_spec("iati"):
        schema_of_the_standard().assertValid(root)
