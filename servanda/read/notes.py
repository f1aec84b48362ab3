"""Notes and letters that governments exchange."""

from servanda.lexicon import Marks


def is_note(marks: Marks, reach: int) -> bool:
    """Whether the first characters of a text, so many, are those of a note or letter."""
    return first_words(marks, reach) is not None


def first_words(marks: Marks, reach: int) -> tuple[int, int] | None:
    """Where the first words stand by which a note or a letter is known."""
    for start, end, key in marks.within("signing", 0, reach):
        if key == "note" or (key == "letter" and marks.text[start : start + 7].lower() == "present"):
            return start, end
    return None
