"""Whether a verb form is finite at its place: "the Parties support" against "their support", "means" against "by means of"."""

from servanda.lexicon import lazy_re as re
from servanda.read.grammar import (
    ADVERB_WORDS,
    DETERMINERS,
    FRONT_WORDS,
    NEVER_BEFORE_A_VERB,
    PLURAL_ACTORS,
    SINGULAR_ACTORS,
    WORD,
    last_words,
)
from servanda.read.subordination import Subordination

_COLLECTIVE = frozenset({"tribe", "nation", "band", "council"})
"""Old texts let them act in the plural: "the said tribe agree"."""


def _is_adverb(word: str) -> bool:
    low = word.strip(",").lower()
    return low.endswith("ly") or low in ADVERB_WORDS


_FIRST_NAME = re.compile(r"(?:(?:the|each|both|either|all|every|high|contracting)[\s\xa0]+)*([A-Za-z][\w’'-]*)", re.IGNORECASE)


class VerbForms(Subordination):
    """The part of reading a sentence that judges verbs by the words around them."""

    def _follows_a_noun(self, start: int, end: int, any_noun: bool = False) -> bool:
        """Whether a verb's form at this place can be finite: behind its subject, or joined to one that is."""
        text = self.text
        words = last_words(text, self.start, start, 6)
        done = False
        while words and _is_adverb(words[-1]):
            done = words.pop().lower() in {"do", "does", "doth"} or done
            if len(words) > 1 and words[-1].lower() == "and" and _is_adverb(words[-2]):
                words.pop()
        if not words:
            return False
        word = words[-1]
        low = word.strip(',"”’()').lower()
        verb = text[start:end].split()[0].lower()
        third = done or (verb.endswith("s") and not verb.endswith("ss")) or verb == "is"
        if low in {"and", "or", "but"}:
            return self._coordinates(third)
        if low in NEVER_BEFORE_A_VERB or not low or low.endswith("’s") or low.endswith("'s"):
            return False
        if any_noun and low.isalpha() and not word.endswith(","):
            return True
        if word.endswith(","):
            return not self.mains and not self.inherited and self._begins_with_an_actor()
        if low in PLURAL_ACTORS or low in _COLLECTIVE:
            return True
        if low in SINGULAR_ACTORS:
            return third or " and " in text[self.anchor : start]
        if word[:1].isupper() or word.endswith((")", "”", '"')):
            return third or " and " in text[self.anchor : start] or low.endswith("s")
        return False

    def _begins_with_an_actor(self) -> bool:
        """Whether the sentence begins with a name or a party, so that a verb behind a comma can be said of it."""
        match = _FIRST_NAME.match(self.text, self.anchor, self.end)
        if not match:
            return False
        low = match[1].lower()
        return (
            low not in FRONT_WORDS
            and not low.endswith("ing")
            and (match[1][0].isupper() or low in PLURAL_ACTORS or low in SINGULAR_ACTORS)
        )

    def _coordinates(self, third: bool) -> bool:
        last = self.found[-1] if self.found else None
        if last is None or last.role != "main" or last.kind == "modal":
            return False
        return third or last.force == "declaration"

    def _actor(self, word: str) -> bool:
        low = word.lower()
        return low in PLURAL_ACTORS or low in SINGULAR_ACTORS or word[:1].isupper()

    def _defines(self, start: int, end: int) -> bool:
        """Whether "means" is the verb of a definition and no noun."""
        before = last_words(self.text, self.start, start)
        if (
            before
            and before[-1].lower() in NEVER_BEFORE_A_VERB | {"shall"}
            and self.text[start:end].lower().split()[0] != "shall"
        ):
            return False
        if any(word.lower() in ("by", "through") for word in last_words(self.text, self.start, start, 4)[:-1]):
            return False  # "by all appropriate means": a noun
        after = WORD.match(self.text, end, self.end)
        opened = self.text[end : end + 3].strip(" \n\xa0")[:1]
        return (
            " " in self.text[start:end]
            or opened in {":", "“", '"', "‘", "'", "«"}
            or bool(after and after[1].lower() in DETERMINERS)
        )
