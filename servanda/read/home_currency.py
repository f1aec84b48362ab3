"""Currencies that several states call by one word: "kroner" that Denmark pays are Danish ones."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache

from servanda.lexicon import Lexicon
from servanda.model import Amount


@lru_cache(maxsize=4)
def _words(lexicon: Lexicon) -> Mapping[tuple[str, str], str]:
    """The currency by the state and the word: from the rows that name it with the state's adjective ("danish kroner")."""
    peoples = {
        word.lower().lstrip("="): row["key"]
        for row in lexicon.rows("demonym")
        for word in row["words"].split("|")
        if row["key"] != "!"
    }
    found: dict[tuple[str, str], str] = {}
    for row in lexicon.rows("currency"):
        for words in row["words"].split("|"):
            people, _, money = words.rpartition(" ")
            if people in peoples and row["key"].isalpha():
                found.setdefault((peoples[people], money), row["key"])
    return found


def at_home(amounts: Iterable[Amount], givers: Iterable[str], lexicon: Lexicon) -> tuple[Amount, ...]:
    """The sums, those of an ambiguous word in the currency of the only giver who calls his own so."""
    return tuple(_at_home(amount, tuple(givers), lexicon) for amount in amounts)


def _at_home(amount: Amount, givers: tuple[str, ...], lexicon: Lexicon) -> Amount:
    if amount.currency is not None or not amount.text:
        return amount
    word = amount.text.split()[-1].lower().strip(".,")
    codes = {code for giver in givers if (code := _words(lexicon).get((giver, word)))}
    return replace(amount, currency=codes.pop()) if len(codes) == 1 else amount
