"""The same story twice: agency copy, cut and lengthened."""

from servanda.compare.same_story import fingerprints, same_story

STORY = (
    "Norway will lend Ghana 40 million euros for a fish hatchery on the Volta, the finance ministries of both countries said on"
    " Monday. The loan runs for twenty years and carries no interest in the first five. Ghana must publish the accounts of the"
    " hatchery every spring. A first instalment of ten million is due before the rains, an official in Accra said."
)
OTHER = (
    "Norway has refused to lend Togo money for a hatchery. The two finance ministries had talked for a year about a sum of thirty"
    " million euros, but could not agree on who would keep the books, a diplomat in Lomé said on Friday evening."
)


def test_copies_are_one_story() -> None:
    texts = {
        "agency": STORY,
        "other": OTHER,
        "paper": "By our correspondent\n" + STORY.upper().replace(",", " –"),
        "cut": STORY[: STORY.index("Ghana must")],
        "long": STORY + " " + OTHER.replace("Norway", "Iceland").replace("Togo", "Benin").replace("thirty", "fifty"),
    }
    assert same_story({name: texts[name] for name in ("agency", "other", "paper", "cut")}) == (("agency", "paper", "cut"),)


def test_different_stories_with_the_same_words_are_two() -> None:
    assert same_story({"a": STORY, "b": OTHER}) == ()


def test_fingerprints_do_not_hang_on_case_or_punctuation() -> None:
    assert fingerprints(STORY) == fingerprints(STORY.upper().replace(".", " ;").replace(" ", "\n"))
    assert fingerprints("") == frozenset()
    assert len(fingerprints("one two")) == 1


def test_nothing_and_one() -> None:
    assert same_story({}) == ()
    assert same_story({"a": STORY}) == ()
    assert same_story({"a": "", "b": ""}) == ()
