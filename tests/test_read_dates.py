"""Dates as they are written, misprinted and left open."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.read.dates import dates


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("8 June 2007", ["2007-06-08"]),
        ("June 8th, 2007", ["2007-06-08"]),
        ("May 31st 1978 and june 1 2010", ["1978-05-31", "2010-06-01"]),
        ("8.6.2007, 8-6-2007 and 2007-06-08", ["2007-06-08"] * 3),
        ("6.III.1990", ["1990-03-06"]),
        ("this l5th day of may 1999", ["1999-05-15"]),
        ("this 18'h day ofAugust 2001", ["2001-08-18"]),
        ("this 1 st day of March, 1990", ["1990-03-01"]),
        ("this 5thday ofmay 1999", ["1999-05-05"]),
        ("the sixth day of May, one thousand nine hundred and thirty-five", ["1935-05-06"]),
        ("the twenty-second day\n\n\nof July in the year one thousand nine hundred\n\nand seventy-two", ["1972-07-22"]),
        ("thirtieth day of April, nineteen hundred and sixty three", ["1963-04-30"]),
        ("the tenth of May onethousand nine hundred and forty nine", ["1949-05-10"]),
        ("1 June nineteen eighty-five and 2 June twenty fifteen", ["1985-06-01", "2015-06-02"]),
        ("5 May, in the year of our Lord one thousand eight hundred and twenty-five", ["1825-05-05"]),
        ("the 23d day of November A. D. 1838", ["1838-11-23"]),
        ("in the year two thousand and three on the fourth day of March", ["2003-03-04"]),
        ("fifth day of June in the two thousand five hundred and thirty-ninth year of the Buddhist Era", ["1996-06-05"]),
        ("6th January B.E. 2522 (1979)", ["1979-01-06"]),
        ("16 Shawwal 1422 AH, corresponding to 31 December 2001 AD", ["2001-12-31"]),
        ("this third (3rd) day of May 2001", ["2001-05-03"]),
        ("01/02/2003 and 31/12/2004", ["2003", "2004-12-31"]),
        ("in October 1999", ["1999-10"]),
        ("the parties may 1999 times fourteen days after May 5", ["1999-05"]),
        ("31 February 1999", []),
    ],
)
def test_dates(text: str, found: list[str]) -> None:
    assert [str(dated.date) for dated in dates(text)] == found


@pytest.mark.parametrize(
    "text", ["this ___ day of June 1999", "this     day of June 1999", "on this day of June, 1999", "the ...... of June 1999"]
)
def test_a_blank_day_is_seen(text: str) -> None:
    (dated,) = dates(text)
    assert (str(dated.date), dated.blank) == ("1999-06", True)


def test_a_range_keeps_its_first_day() -> None:
    (dated,) = dates("from 3 to 21 October 2005")
    assert (str(dated.since), str(dated.date)) == ("2005-10-03", "2005-10-21")


def test_figures_are_read_day_first_where_that_is_known() -> None:
    assert [str(dated.date) for dated in dates("done on 3/10/1994", day_first=True)] == ["1994-10-03"]


@given(st.text(alphabet="0123456789 .,-/maJune thofydIl_\n", max_size=200))
def test_dates_lie_in_their_text_and_in_order(text: str) -> None:
    at = 0
    for dated in dates(text):
        assert at <= dated.start < dated.end <= len(text)
        at = dated.end
