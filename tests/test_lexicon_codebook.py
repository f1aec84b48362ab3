"""The codebook: the shipped one is whole, a user's own decides, and a file that is none says what is wrong."""

from pathlib import Path

import pytest

from servanda.lexicon import load_codebook, load_lexicon
from servanda.lexicon.inflection import plural
from servanda.model import WrongCall

ATOP = {"DEFENSE", "NONAGG", "NEUTRAL", "CONSUL", "MILAID", "BASE", "INTCOM", "ORGAN", "MEDARB"}
PLOVER = {"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "SANCTION", "MOBILIZE"}
KIEL = {"military", "financial", "humanitarian"}


def test_the_shipped_codebook_has_a_definition_cues_and_crosswalk_for_every_area() -> None:
    codebook = load_codebook()
    assert len(codebook.areas) == 44
    for area in codebook.areas:
        assert area.definition
        assert area.cues
        assert area.crosswalk.keys() == {"atop", "plover", "kiel", "crs"}, area.key
        assert set(area.crosswalk["atop"]) <= ATOP, area.key
        assert {code.split("/")[0] for code in area.crosswalk["plover"]} <= PLOVER, area.key
        assert set(area.crosswalk["kiel"]) <= KIEL, area.key
        assert all(len(code) == 5 and code.isdigit() for code in area.crosswalk["crs"]), area.key
        assert not set(area.cues) & set(area.hints), area.key


def test_every_key_of_the_documented_codebook_is_there() -> None:
    documented = (Path(__file__).parent.parent / "docs" / "codebook.md").read_text(encoding="utf-8")
    for key in [area.key for area in load_codebook().areas]:
        assert f"`{key}`" in documented, key


def test_a_cue_of_two_areas_marks_both_and_a_hidden_one_none() -> None:
    marks = load_lexicon().scan("Protection of classified information; artificial intelligence; two minefields.")
    assert [key.split() for _, _, key in marks.of("area")] == [["intelligence", "confidentiality"], ["demining"]]


def test_a_codebook_of_ones_own_decides(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text('[areas.bees]\ndefinition = "Bees."\ncues = ["keep*", "hive+"]\n', encoding="utf-8")
    codebook = load_codebook(own)
    assert codebook.keys() == ("bees",)
    assert {word for _, _, word in codebook.words({})} >= {"keeps", "keeping", "hive", "hives"}


WRONG = [
    ("", "at least one table"),
    ("areas = 3", "at least one table"),
    ('[areas.a]\ncues = ["x"]', "`definition`"),
    ('[areas.a]\ndefinition = "A"\ncues = "x"', "`cues` of [areas.a]"),
    ('[areas.a]\ndefinition = "A"\nhints = [1]', "`hints` of [areas.a]"),
    ('[areas.a]\ndefinition = "A"\noutranks = ["b"]', "names 'b'"),
    ('[areas.a]\ndefinition = "A"\ncrosswalk = 3', "`crosswalk`"),
    ('[areas."a b"]\ndefinition = "A"', "cannot be the key"),
    ('[areas.a]\ndefinition = "A"\n[not_cues]\nwords = 3', "[not_cues]"),
    ("[areas", "not a codebook in TOML"),
    ('[areas.a]\ndefinition = "A"\ncue = ["x"]', "did you mean 'cues'?"),
    ('[areas.a]\ndefinition = "A"\ncues = ["x"]\n[not_cue]\nwords = ["y"]', "did you mean 'not_cues'?"),
    ('[areas.a]\ndefinition = "A"\ncues = ["x", " "]', "never be found"),
    ('[areas.a]\ndefinition = "A"\ncues = ["*"]', "never be found"),
]


@pytest.mark.parametrize(("content", "message"), WRONG)
def test_a_file_that_is_no_codebook_says_what_is_wrong(tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "codebook.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(WrongCall, match=r"codebook\.toml") as error:
        load_codebook(path)
    assert message in str(error.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(WrongCall, match="cannot open"):
        load_codebook(tmp_path / "none.toml")


def test_plurals() -> None:
    assert [plural(word) for word in ("mine", "treaty", "box", "convoy", "exchange of duty")] == [
        "mines",
        "treaties",
        "boxes",
        "convoys",
        "exchange of duties",
    ]
