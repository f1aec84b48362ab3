"""The same tests of the register on PostgreSQL, where there is one; what only a server has is tested here too."""

import itertools
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from servanda.flow import coding, exporting, keeping, sameness, tracking
from servanda.model import Asked
from servanda.register import Register, dumping, finding, open_register, viewing, writing
from servanda.register.tables import VERSION
from tests.nouns import TEXT, reading
from tests.postgresql import database, server
from tests.test_flow_coding import (  # noqa: F401
    coded_by_two,
    document,
    test_nobody_sees_codes_before_two_have_handed_in_theirs,
)
from tests.test_flow_sameness import (  # noqa: F401
    TOLD,
    test_a_donor_under_two_names_is_one_in_the_ledger,
    test_a_party_under_two_names_is_one_until_the_decision_is_taken_back,
    test_a_report_and_the_treaty_it_tells_of_end_at_one_agreement,
    test_an_event_in_two_reports_is_one_until_the_decision_is_taken_back,
)
from tests.test_register import (  # noqa: F401
    test_a_finding_without_evidence_is_refused,
    test_a_reading_comes_out_as_it_went_in,
    test_an_ambiguous_beginning_is_told,
    test_an_unknown_id_is_told,
    test_reading_twice_adds_nothing,
    test_search_finds_all_the_words_and_nothing_in_them_is_a_command,
    test_the_list_of_agreements_counts_forces,
)
from tests.test_register_finding import (  # noqa: F401
    test_a_corrected_date_counts_for_what_held,
    test_a_filter_means_the_same_everywhere,
    test_commitments_are_searched_by_their_passage,
    test_reading_again_adds_no_second_passage_and_rejected_ones_are_not_found,
    test_what_people_corrected_is_found_under_its_right_value_and_as_it_was_known_before,
)
from tests.test_register_reviewing import (  # noqa: F401
    test_a_correction_has_the_form_of_what_it_corrects,
    test_a_correction_is_shown_and_can_be_taken_back,
    test_a_rejected_claim_no_longer_stands,
    test_a_review_without_meaning_is_refused,
    test_an_unknown_claim_is_told,
    test_as_of_knows_only_what_was_known,
    test_reading_again_keeps_every_decision,
    test_the_queue_begins_with_money_and_leaves_out_what_is_judged,
    test_what_is_taken_back_waits_again_and_the_queue_is_as_it_was_on_a_day,
)

pytestmark = pytest.mark.slow
AT = "2026-01-01T00:00:00+00:00"
_NUMBERS = itertools.count()


@pytest.fixture(scope="module")
def servers() -> Iterator[str]:
    with server() as address:
        yield address


FILLED = {"tests.test_flow_coding": "kenya", "tests.test_flow_sameness": "norway"}
"""Which of the shipped texts are there when the tests of a module begin."""


@pytest.fixture
def address(servers: str, request: pytest.FixtureRequest) -> str:
    found = database(servers, f"register{next(_NUMBERS)}")
    word = FILLED.get(request.function.__module__)
    if word:
        list(keeping.add(found, [name for name in keeping.examples() if word in name]))
    return found


@pytest.fixture
def several(servers: str, tmp_path: Path) -> str:
    found = database(servers, f"register{next(_NUMBERS)}")
    for name, told in TOLD.items():
        (tmp_path / name).write_text(told)
    list(keeping.add(found, [str(tmp_path / name) for name in TOLD]))
    return found


BEGUN = {
    "tests.test_register_reviewing": "2026-01-01T00:00:00+00:00",
    "tests.test_register_finding": "2026-01-02T03:04:05+00:00",
}
"""When the one reading came in with which the tests of a module begin."""


@pytest.fixture
def register(address: str, request: pytest.FixtureRequest) -> Iterator[Register]:
    with open_register(address, create=True) as opened:
        begun = BEGUN.get(request.function.__module__)
        if begun:
            writing.add(opened, reading(), reader="test 1", at=begun)
        yield opened


def test_two_writers_at_once_lose_nothing(address: str) -> None:
    open_register(address, create=True).close()

    def write(first: int) -> None:
        with open_register(address) as register:
            for number in range(first, first + 20):
                writing.add(register, reading(f"{TEXT} {number}"), reader="test", at=AT)

    threads = [threading.Thread(target=write, args=(k * 100,)) for k in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with open_register(address) as register:
        assert len(viewing.documents(register)) == 60
        assert len(finding.search_commitments(register, "engineers", Asked(), 99)) == 60


def test_a_whole_register_goes_to_a_server_and_back(address: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("dump")
    file = str(folder / "r.db")
    list(keeping.add(file, keeping.examples()))
    list(keeping.demo(file))
    exporting.export(file, "dump", str(folder / "first"))
    exporting.load_dump(address, str(folder / "first"))
    exporting.export(address, "dump", str(folder / "second"))
    assert (folder / "first").read_bytes() == (folder / "second").read_bytes()
    assert keeping.list_agreements(address) == keeping.list_agreements(file)
    assert tracking.ledger(address).lines == tracking.ledger(file).lines
    assert sameness.suggested(address) == sameness.suggested(file)
    with open_register(file) as one, open_register(address) as other:
        for words in ("armed attack", "artillery", "consult 24 hours"):
            assert {hit.document for hit in finding.search(one, words, Asked(), 99)} == {
                hit.document for hit in finding.search(other, words, Asked(), 99)
            }
    list(keeping.add(address, keeping.examples()))
    pair = sameness.suggested(address)[0]
    sameness.decide(address, pair.a, pair.b, "confirmed", by="A. Officer")
    assert sum(bool(entry.same) for entry in keeping.list_agreements(address)) == 1
    assert coding.rounds(address) == []


def test_an_older_register_on_a_server_is_brought_up_to_date(address: str) -> None:
    with open_register(address, create=True) as register:
        writing.add(register, reading(), reader="test 1", at=AT)
        lines = list(dumping.dump(register))
        with register.transaction(write=True) as connection:
            for name in ("confidence", "valid_from", "valid_until"):
                connection.exec_driver_sql(f"ALTER TABLE claim DROP COLUMN {name}")
            for name in ("same", "coding", "resolution", "passage", "searched"):
                connection.exec_driver_sql(f"DROP TABLE {name}")
            connection.exec_driver_sql("DROP INDEX document_words")
            connection.exec_driver_sql("UPDATE setting SET value = '1'")
    with open_register(address) as register:
        assert len(finding.search_commitments(register, "engineers", Asked(), 9)) == 1
        assert len(viewing.claims(register)) > 0
        assert len(list(dumping.dump(register))) == len(lines)
        with register.transaction() as connection:
            kept = connection.exec_driver_sql("SELECT value FROM servanda_layout_1.setting").scalar()
            now = connection.exec_driver_sql("SELECT value FROM setting").scalar()
        assert (kept, now) == ("1", str(VERSION))
