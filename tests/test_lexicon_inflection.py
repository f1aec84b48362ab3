"""A star stands for all forms of the verb before it, a plus for a noun and its plural."""

import pytest

from servanda.lexicon.inflection import forms

IRREGULAR = {"take": "takes took taken taking"}


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("plain words", {"plain words"}),
        ("accuse*", {"accuse", "accuses", "accused", "accusing"}),
        ("deny*", {"deny", "denies", "denied", "denying"}),
        ("delay*", {"delay", "delays", "delayed", "delaying"}),
        ("clash* with", {"clash with", "clashes with", "clashed with", "clashing with"}),
        ("take* over", {"take over", "takes over", "took over", "taken over", "taking over"}),
        ("ban*", {"ban", "bans", "baned", "baning", "banned", "banning"}),
        ("ban+", {"ban", "bans"}),
        ("peace treaty+", {"peace treaty", "peace treaties"}),
        ("ambush+", {"ambush", "ambushes"}),
    ],
)
def test_forms(word: str, expected: set[str]) -> None:
    assert set(forms(word, IRREGULAR)) == expected
