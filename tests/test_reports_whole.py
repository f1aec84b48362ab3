"""Whole reports of our own: what must be found in them, and what must not."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from servanda.lexicon import load_lexicon
from servanda.model import Reading
from servanda.read import read
from servanda.sources import open_text

REPORTS: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "data" / "reports.toml").read_text(encoding="utf-8"))[
    "report"
]


def reading_of(report: dict[str, Any]) -> Reading:
    lexicon = load_lexicon()
    return read(open_text(report["text"].strip("\n"), report["name"], lexicon), lexicon)


@pytest.fixture(params=REPORTS, ids=lambda report: report["name"])
def told(request: pytest.FixtureRequest) -> tuple[dict[str, Any], Reading]:
    report: dict[str, Any] = request.param
    return report, reading_of(report)


def test_kind(told: tuple[dict[str, Any], Reading]) -> None:
    report, reading = told
    assert reading.document.kind == report["kind"]
    if report["kind"] == "other":
        assert not reading.agreements
        assert not reading.commitments


def test_parties(told: tuple[dict[str, Any], Reading]) -> None:
    report, reading = told
    said = [set(agreement.parties) for agreement in reading.agreements]
    assert [parties for parties in report.get("parties", []) if set(parties) not in said] == []


def test_promises(told: tuple[dict[str, Any], Reading]) -> None:
    report, reading = told
    text = reading.document.text
    missing = []
    for words, force, by in report.get("promises", []):
        found = [c for c in reading.commitments if words in text[c.evidence[0].start : c.evidence[0].end]]
        if not any((c.force, list(c.by)) == (force, by) for c in found):
            missing.append((words, [(c.force.value, list(c.by)) for c in found]))
    assert missing == []


def test_speakers(told: tuple[dict[str, Any], Reading]) -> None:
    report, reading = told
    said = [statement.speaker for statement in reading.statements]
    assert [name for name in report.get("speakers", []) if not any(name in speaker for speaker in said)] == []


def test_furniture_is_gone_and_nothing_rests_on_it(told: tuple[dict[str, Any], Reading]) -> None:
    report, reading = told
    text = reading.document.text
    assert [words for words in report.get("gone", []) if words in text] == []
    evidence = [
        text[s.start : s.end] for found in (*reading.commitments, *reading.events, *reading.statements) for s in found.evidence
    ]
    assert [words for words in report.get("silent", []) if any(words in piece for piece in evidence)] == []
