"""States, peoples, capitals and organisations: whose name is it, and whose is it not?"""

from collections import defaultdict

import pytest
from babel import Locale
from babel.core import get_global

from servanda.lexicon import fold, load_lexicon

LEXICON = load_lexicon()
NO_PARTIES = "AQ AC BL BV CC CP CQ CX DG EA EU EZ GS HM IC MF QO SJ TA TF UM UN XA XB ZZ XK"


@pytest.mark.parametrize(
    ("text", "kind", "keys"),
    [
        ("The United Kingdom of Great Britain and Northern Ireland and Ireland", "state", ["GBR", "IRL"]),
        ("between Northern Ireland and Scotland", "state", []),
        ("the Republic of China and the People's Republic of China", "state", ["TWN", "CHN"]),
        ("the Republic of Korea and the Democratic People’s Republic of Korea", "state", ["KOR", "PRK"]),
        ("Guinea, Equatorial Guinea, Guinea-Bissau, Papua New Guinea", "state", ["GIN", "GNQ", "GNB", "PNG"]),
        ("Niger and Nigeria", "state", ["NER", "NGA"]),
        ("Dominica and the Dominican Republic", "state", ["DMA", "DOM"]),
        ("the Republic of the Congo, the Democratic Republic of the Congo", "state", ["COG", "COD"]),
        ("New Mexico, the State of Georgia and the Gulf of Mexico", "state", []),
        ("St. Vincent and the Grenadines; Saint Lucia; St Kitts and Nevis", "state", ["VCT", "LCA", "KNA"]),
        ("Germany, the German Democratic Republic", "state", ["DEU", "DDR"]),
        ("the USSR, the Union of Soviet Socialist Republics", "state", ["RUS", "RUS"]),
        ("the former Yugoslav Republic of Macedonia and Yugoslavia", "state", ["MKD", "YUG"]),
        ("Hong Kong, China and Macau", "state", ["HKG", "MAC"]),
        ("join us, the US and the U.S. said", "state", ["USA", "USA"]),
        ("Cote d'Ivoire, CÔTE D’IVOIRE", "state", ["CIV", "CIV"]),
        ("American Samoa and Samoa, South Sudan and Sudan", "state", ["ASM", "WSM", "SSD", "SDN"]),
        ("a Ukrainian and a Dutch minister", "demonym", ["UKR", "NLD"]),
        ("they polish it; a Polish minister", "demonym", ["POL"]),
        ("the Indian Ocean, the Indian tribes, the Indian Government", "demonym", ["IND"]),
        ("the Kremlin told the White House and Downing Street", "capital", ["RUS", "USA", "GBR"]),
        ("NATO, the EU, the European Communities and the G-7", "organisation", ["NATO", "EU", "EU", "G7"]),
    ],
)
def test_names_are_whose_they_are(text: str, kind: str, keys: list[str]) -> None:
    assert [key for _, _, key in LEXICON.scan(text).of(kind)] == keys


def test_a_word_of_a_table_has_one_meaning() -> None:
    for kind in ("state", "demonym", "capital", "organisation"):
        meant = defaultdict(set)
        for row in LEXICON.rows(kind):
            for word in row["words"].split("|"):
                meant[fold(word)].add(row["key"])
        assert not {word: keys for word, keys in meant.items() if len(keys) > 1}


def test_keys_stand_once_and_refer_to_states() -> None:
    keys = [row["key"] for row in LEXICON.rows("state")]
    assert len(set(keys)) == len(keys)
    for kind in ("demonym", "capital"):
        assert {row["key"] for row in LEXICON.rows(kind)} <= set(keys)
    for row in LEXICON.rows("state"):
        assert set(row["successor"].split()) | set(row["earlier"].split()) <= set(keys)


def test_the_common_names_of_cldr_are_known() -> None:
    aliases = get_global("territory_aliases")
    missed = {}
    for code, name in Locale("en").territories.items():
        if len(code) == 2 and code.isalpha() and code not in NO_PARTIES:
            found = {key for _, _, key in LEXICON.scan(name).of("state")}
            if len(found) != 1 or code not in aliases[found.pop()]:
                missed[name] = code
    assert not missed
