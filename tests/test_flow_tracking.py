"""The ledger of a register: totals that open, restated sums in suspense until somebody decides, what imports keep."""

import sqlite3
from contextlib import closing
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from servanda.flow import tracking
from servanda.flow.importing import import_from
from servanda.flow.keeping import demo
from servanda.model import Added, BadInput, WrongCall
from servanda.register import money, open_register

TABLE = """stage,donor,beneficiary,amount,currency,date,category,source
pledged,FRA,UKR,1000.50,EUR,2024-02-16,military_aid,ministry
pledged,FRA,UKR,"2,000",EUR,2024-03,military_aid,ministry
disbursed,USA,UKR,100,USD,2024-05-02,humanitarian,ministry
pledged,FRA,UKR,900000000000000000000.01,EUR,2024-03,,ministry
gifted,FRA,UKR,1,EUR,2024,,ministry
pledged,FRA,UKR,1,euros,2024,,ministry
"""
SAME = "stage,donor,beneficiary,amount,currency,date,category,source\npledged,FRA,UKR,1000.5,EUR,2024-02-20,military_aid,press\n"
IATI = """<iati-activities version="2.03"><iati-activity default-currency="EUR"><iati-identifier>XX-1</iati-identifier>
<reporting-org ref="DE-1" type="10"><narrative>A ministry</narrative></reporting-org><recipient-country code="UA"/>
<transaction><transaction-type code="3"/><transaction-date iso-date="2024-05-01"/>
<value value-date="2024-05-01">7.25</value></transaction>
<transaction><transaction-type code="2"/><value currency="USD">3</value><provider-org ref="XM-DAC-302-1"/></transaction>
<transaction><transaction-type code="1"/><value>9</value></transaction>
<transaction><transaction-type code="3"/><value>much</value></transaction>
</iati-activity></iati-activities>"""


@pytest.fixture
def register(tmp_path: Path) -> str:
    (tmp_path / "flows.csv").write_text(TABLE, encoding="utf-8")
    (tmp_path / "same.csv").write_text(SAME, encoding="utf-8")
    (tmp_path / "activities.xml").write_text(IATI, encoding="utf-8")
    address = str(tmp_path / "r.db")
    assert [a.claims for a in import_from(address, "flows", str(tmp_path / "flows.csv")) if isinstance(a, Added)] == [4]
    return address


def told(address: str, *by: str, **options: object) -> list[tuple[str, str, str, int]]:
    found = tracking.ledger(address, by, **options)  # type: ignore[arg-type]
    return [
        ("|".join(line.keys.values()), format(line.amount.normalize(), "f"), line.currency, line.flows) for line in found.lines
    ]


def test_totals_are_exact_whatever_their_size(register: str) -> None:
    assert told(register, "stage") == [("disbursed", "100", "USD", 1), ("pledged", "900000000000000003000.51", "EUR", 3)]
    assert told(register, "stage", "month")[1] == ("pledged|2024-02", "1000.5", "EUR", 1)
    assert told(register, "stage", "category")[0] == ("disbursed|humanitarian", "100", "USD", 1)


def test_sums_are_converted_with_the_day_s_rate_or_a_constant_one(register: str) -> None:
    found = tracking.ledger(register, ("stage",), currency="eur")
    assert found.lines[0].amount == Decimal("93.48")
    assert {str(rate.day) for rate in found.rates if rate.currency == "USD"} == {"2024-05-02"}
    assert found.unconverted == ()
    with pytest.raises(WrongCall, match="XTS"):
        tracking.ledger(register, ("stage",), currency="XTS")


def test_a_total_opens(register: str) -> None:
    (entry,) = tracking.flows_of(register, {"stage": "pledged", "category": "military", "month": "2024-02"}, currency="EUR")
    assert (entry.value, entry.source) == (Decimal("1000.5"), "ministry")


def test_what_two_sources_tell_stands_in_suspense_until_somebody_decides(register: str, tmp_path: Path) -> None:
    list(import_from(register, "flows", str(tmp_path / "same.csv")))
    ((entry, where, why),) = tracking.aside(register)
    assert where == "suspense"
    assert "same as" in why
    assert told(register, "stage", "source")[-1] == ("pledged|ministry", "900000000000000003000.51", "EUR", 3)
    (other,) = tracking.flows_of(register, {"month": "2024-02", "source": "ministry"})
    a, b = entry.flow, other.flow
    tracking.decide(register, a, b, "same_as", "rejected", by="Ana")
    assert tracking.aside(register) == []
    tracking.decide(register, a, b, "same_as", "confirmed", by="Ana")
    assert [(x[0].flow, x[1]) for x in tracking.aside(register)] == [(a, "left out")]
    tracking.decide(register, a, b, "same_as", "withdrawn", by="Ana")
    assert [x[1] for x in tracking.aside(register)] == ["suspense"]


def test_a_decision_needs_flows_that_are_there(register: str) -> None:
    with pytest.raises(WrongCall, match="no such flow"):
        tracking.decide(register, "a", "b", "same_as", "confirmed", by="Ana")


def test_iati_keeps_what_is_money_and_says_what_it_could_not_read(register: str, tmp_path: Path) -> None:
    added, lost = import_from(register, "iati", str(tmp_path / "activities.xml"))
    assert isinstance(added, Added)
    assert isinstance(lost, BadInput)
    assert added.claims == 2
    assert told(register, "stage", "donor")[0] == ("allocated|USA", "3", "USD", 1)
    assert ("disbursed|DEU", "7.25", "EUR", 1) in told(register, "stage", "donor")


def test_a_broken_file_keeps_what_came_before(tmp_path: Path) -> None:
    (tmp_path / "cut.xml").write_text(IATI.replace("</iati-activities>", "<iati-activity>"), encoding="utf-8")
    done = list(import_from(str(tmp_path / "r.db"), "iati", str(tmp_path / "cut.xml")))
    assert [type(a) for a in done] == [Added, BadInput, BadInput]
    assert "after 1 activities" in str(done[2])


@pytest.mark.parametrize(
    ("kind", "name", "message"), [("flows", "none.csv", "no such file"), ("kiel", ".", "no file in this folder")]
)
def test_what_cannot_be_imported_is_refused_by_name(tmp_path: Path, kind: str, name: str, message: str) -> None:
    try:
        (refused,) = import_from(str(tmp_path / "r.db"), kind, str(tmp_path / name))
    except BadInput as error:
        refused = error
    assert message in str(refused)


def test_the_starter_register_keeps_every_pledge(tmp_path: Path) -> None:
    address = str(tmp_path / "r.db")
    list(demo(address))
    left = tracking.aside(address)
    assert left
    assert all(where == "suspense" for _, where, _ in left)
    with open_register(address) as register:
        flows = tracking.flows_of(register)
    assert len({entry.flow for entry in flows}) == len(flows)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(("pledged", "allocated")),
            st.sampled_from(("FRA", "DEU", "FRA;DEU")),
            st.sampled_from(("2024-01", "2024-02", "")),
            st.decimals(-(10**14), 10**14, places=2),
        ),
        max_size=30,
    )
)
@settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_kept_up_subtotals_are_what_adding_up_all_rows_gives(tmp_path: Path, rows: list[tuple[str, str, str, Decimal]]) -> None:
    address = str(tmp_path / f"{len(list(tmp_path.iterdir()))}.db")
    open_register(address, create=True).close()
    with closing(sqlite3.connect(address)) as raw, raw:
        raw.execute("INSERT INTO document (id, kind, origin, text, added) VALUES ('d', 'other', 'o', 't', '2026')")
        raw.executemany(
            "INSERT INTO posting (flow, claim, document, stage, donor, beneficiary, date, month, area, source, currency, minor,"
            " period, sentence) VALUES (?, 'c', 'd', ?, ?, 'UKR', ?, ?, 'training', 'made', 'EUR', ?, '', 0)",
            [(f"f{k}", stage, donor, month, month, int(value * 10_000)) for k, (stage, donor, month, value) in enumerate(rows)],
        )
    with open_register(address) as register:
        found = {key: (sum_, n) for key, _, sum_, n in money.totals(register, ("stage", "donor", "month"))}
        dated = {key[:3]: (sum_, n) for key, _, sum_, n in money.totals(register, ("stage", "donor", "month", "date"))}
    assert found == dated
    assert sum((sum_ for sum_, _ in found.values()), Decimal()) == sum((row[3] for row in rows), Decimal())


def test_many_rows_at_once_are_added_to_the_subtotals_once(tmp_path: Path) -> None:
    def total(address: str) -> dict[tuple[str, ...], tuple[Decimal, int]]:
        with open_register(address) as register:
            kept_up = {key: (sum_, n) for key, _, sum_, n in money.totals(register, ("stage", "donor", "month"))}
            added_up = {key[:3]: (sum_, n) for key, _, sum_, n in money.totals(register, ("stage", "donor", "month", "date"))}
        assert kept_up == added_up
        return kept_up

    def table(name: str, first: int, last: int) -> str:
        rows = "".join(f"FRA,UKR,{k}.25,pledged,2024-{k % 12 + 1:02d}-01\n" for k in range(first, last))
        (tmp_path / name).write_text(f"by,to,amount,stage,date\n{rows}", encoding="utf-8")
        return str(tmp_path / name)

    address, mapping = str(tmp_path / "r.db"), 'donor=by,beneficiary=to,amount=amount,stage=stage,date=date,currency="EUR"'
    for name, first, last in (("few.csv", 1, 20), ("many.csv", 20, 900), ("many.csv", 20, 900), ("more.csv", 900, 905)):
        list(import_from(address, "flows", table(name, first, last), mapping))
    found = total(address)
    assert sum(n for _, n in found.values()) == 904
    assert sum(sum_ for sum_, _ in found.values()) == sum(Decimal(k) + Decimal("0.25") for k in range(1, 905))


def test_rows_that_cannot_be_read_are_told_and_amounts_have_their_scale(tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_text(
        "stage,donor,beneficiary,amount,currency,date\n"
        "pledged,Norway,Ukraine,1.5,EUR,2024-03\npledged,NOR,UKR,2,EUR,2024-04\npaid,Peru,UKR,3,EUR,12.06.2024\n",
        encoding="utf-8",
    )
    address = str(tmp_path / "r.db")
    kept, lost = import_from(address, "flows", str(table), 'scale="1000000"')
    assert isinstance(kept, Added)
    assert kept.claims == 2
    assert isinstance(lost, BadInput)
    assert "paid,Peru" in str(lost)
    assert "12.06.2024" in str(lost)
    (line,) = tracking.ledger(address, ("stage", "donor", "beneficiary")).lines
    assert (line.keys["donor"], line.keys["beneficiary"], line.amount) == ("NOR", "UKR", Decimal(3_500_000))
