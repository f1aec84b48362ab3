"""Tables that fit, marks that can be seen, texts that cannot steer the terminal."""

import pytest

from servanda.model import Span
from servanda.show.passages import passages
from servanda.show.terminal import columns, quoted, safe, table


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("two\n lines", "two lines"),
        ("\x1b[31mred\x1b[0m", "[31mred[0m"),
        ("title\x07\x9b2J", "title2J"),
        ("turned \u202eback\u202c", "turned back"),
        ("zero\u200bwidth", "zerowidth"),
        ("Türkiye, Côte d’Ivoire", "Türkiye, Côte d’Ivoire"),
    ],
)
def test_nothing_steers_the_terminal(text: str, shown: str) -> None:
    assert safe(text) == shown


@pytest.mark.parametrize("wide", [40, 60, 80, 140])
def test_a_table_fits_the_terminal(wide: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(wide))
    rows = [
        ("a1b2c3d4", "A very long title of an agreement about many things " * 3, "FRA UKR", "12"),
        ("b", "x" * 300, "日本国" * 20, "1,000"),
        ("c", None, "", ""),
    ]
    lines = table(("id", "title", "parties", "n"), rows, right=(3,)).split("\n")
    assert max(map(columns, lines)) <= wide
    assert "".join(lines).count("x") == 300
    assert any(line.endswith("   12") or line.endswith("  12") for line in lines)


TEXT = "Preamble of it.\n\nFrance shall train engineers. It may stop, if asked.\n2. Poland will pay; Latvia will help."


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("shall train", "France shall train engineers."),
        ("It may stop", "It may stop, if asked."),
        ("Poland", "2. Poland will pay; Latvia will help."),
        ("Preamble of it.", "Preamble of it."),
        ("help.", "2. Poland will pay; Latvia will help."),
    ],
)
def test_a_passage_is_the_sentence_around(words: str, sentence: str) -> None:
    start = TEXT.index(words)
    (found,) = passages(TEXT, [Span(start, start + len(words))])
    assert TEXT[found.start : found.end] == sentence
    assert [piece for piece, meant in found.pieces(TEXT) if meant] == [words]


def test_spans_of_one_sentence_share_a_passage_and_may_overlap() -> None:
    at = TEXT.index("France")
    found = passages(TEXT, [Span(at, at + 12), Span(at + 7, at + 18), Span(at + 40, at + 44)])
    assert [len(passage.meant) for passage in found] == [2, 1]
    assert "".join(piece for piece, _ in found[0].pieces(TEXT)) == "France shall train engineers."


def test_a_text_without_breaks_gives_a_bounded_passage() -> None:
    text = "word " * 100_000
    (found,) = passages(text, [Span(250_000, 250_004)])
    assert found.end - found.start < 2_000


def test_marks_stand_around_the_meant_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    at = TEXT.index("shall")
    assert quoted(TEXT, [Span(at, at + 11)], "  ") == ["  France »shall train« engineers."]


def test_colours_go_on_over_the_end_of_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setattr("servanda.show.terminal.colours", lambda: True)
    text = "France " + "shall train engineers and more " * 4
    lines = quoted(text, [Span(7, 110)])
    assert len(lines) > 2
    assert all(line.count("\x1b[1;30;43m") == line.count("\x1b[0m") for line in lines)
