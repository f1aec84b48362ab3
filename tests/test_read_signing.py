"""When and where: closing formulas, openings, conferences, letters, and what is no signature."""

import pytest

from servanda.lexicon import load_lexicon
from servanda.read.signing import signing

BODY = "Agreement on Apples\n\nThe Government of Utopia, recalling the Pact signed at Erewhon on 1 May 1950,\n" + "Apples. " * 30


@pytest.mark.parametrize(
    ("closing", "date", "place"),
    [
        ("DONE at Oslo, in two copies, this third day of June, nineteen hundred and sixty.", "1960-06-03", "Oslo"),
        ("Done on 5 April 1995 at Chiang Mai, Thailand. For Utopia:", "1995-04-05", "Chiang Mai, Thailand"),
        ("Done in duplicate at The Hague this 21st day of May 1974 in English.", "1974-05-21", "The Hague"),
        ("In witness whereof they have signed.\nSigned in the city of Muscat on Monday, 2 May 2001.", "2001-05-02", "Muscat"),
        ("Performed in Oslo on 26 May 1999 in one copy.", "1999-05-26", "Oslo"),
        ("DONE at Oslo on this third day of June in theyear 1960 in duplicate.", "1960-06-03", "Oslo"),
        ("DONE at the cities of Oslo and Bern this third day of June 1960.", "1960-06-03", "Oslo and Bern"),
        ("DONE IN NAIROBI this eighth day of May two thousand and seven.", "2007-05-08", "NAIROBI"),
        ("This Protocol was done and signed at Amman on 3/10/1994.", "1994-10-03", "Amman"),
        (
            "In testimony whereof, they have hereunto set their hands, at Fort Apple, this 7th day of May 1820.",
            "1820-05-07",
            "Fort Apple",
        ),
        ("Done at ______ this ____ day of ______ 2003, in two originals. List of 5 May 2003.", None, None),
        ("Done at Rome, this     day of May 2003, in two originals.", "2003-05", "Rome"),
        ("Done at Rome in two originals. For Utopia: X", None, "Rome"),
        ("The Pact done at Rome on 5 May 1999 shall end.", None, None),
        ("They recall Resolution 12 adopted on 5 May 1999.", None, None),
        ("It is meant by the Treaty of the Club (SAC) signed by all on 5 May 1999, in Rome.", None, None),
    ],
)
def test_closing_formulas(closing: str, date: str | None, place: str | None) -> None:
    text = f"{BODY}\n\n{closing}"
    found = signing(text, (), load_lexicon().scan(text))
    signed = found.values["signed"]
    assert (str(signed.date) if signed.date else None, signed.place) == (date, place)
    for field, spans in found.evidence.items():
        assert spans, field
        assert all(text[span.start : span.end].strip() for span in spans)


@pytest.mark.parametrize(
    ("text", "date", "place"),
    [
        (
            "Articles of a treaty, made and concluded at Fort Apple, in the State of Pears, on the second day of June, 1830",
            "1830-06-02",
            "Fort Apple",
        ),
        ("At a council holden at Fort Apple on the seventh day of August, 1803, it is agreed:", "1803-08-07", "Fort Apple"),
        (
            "Articles of agreement made and concluded on the Pear, or Plum Creek, in the Territory of Apples, this second day of "
            "June, 1830",
            "1830-06-02",
            "Pear, or Plum Creek",
        ),
        (
            "WHEREAS they hold land. " * 120
            + "\n\nArticles of a treaty made and concluded at Fort Apple on the second day of June, 1830",
            "1830-06-02",
            "Fort Apple",
        ),
        (
            "the heads of the club (sac) signed by the states on 2 june 1951, have agreed. "
            + "apples are grown. " * 30
            + "they have signed this protocol.done at oslo on the 24th day of august 1966 in two copies.",
            "1966-08-24",
            "oslo",
        ),
        (
            "The Conference, having been convened at Geneva, adopts this fourth day of June 1999 the Apples Convention.",
            "1999-06-04",
            "Geneva",
        ),
        ("Declaration on Apples\n\nOslo - Norway, December 4, 1954\n\nThe Parties declare:", "1954-12-04", "Oslo - Norway"),
        ("Note 1\nOslo, 4 June 1999\nSir, I have the honour\n\nNote 2\nOslo, 4 June 1999\nSir, yours", "1999-06-04", "Oslo"),
        ("Note 1\nOffice of ApplesOslo, 4 June 1999\nSir, I have the honour to propose", "1999-06-04", "Oslo"),
        ("Note 1\nOslo, 4 June 1999\nSir, I have the honour\n\nNote 2\nOslo, 7 June 1999\nSir, yours", None, "Oslo"),
        ("Note 1\nOslo, 4 June 1999\nSir, I have the honour\n\nNote 2\nBern, 7 June 1999\nSir, yours", None, None),
    ],
)
def test_openings_conferences_and_letters(text: str, date: str | None, place: str | None) -> None:
    signed = signing(text, (), load_lexicon().scan(text)).values["signed"]
    assert (str(signed.date) if signed.date else None, signed.place) == (date, place)


def test_letters_of_different_days_are_a_problem() -> None:
    text = "Note 1\nOslo, 4 June 1999\nSir, I have the honour\n\nNote 2\nOslo, 7 June 1999\nSir, yours"
    found = signing(text, (), load_lexicon().scan(text))
    assert found.values["signed"].date is None
    assert [problem.code for problem in found.problems] == ["signed.date"]


def test_notes_of_different_days_are_signed_all_the_same() -> None:
    text = "Note 1\nOslo, 4 June 1999\nSir, I have the honour\n\nNote 2\nBern, 7 June 1999\nSir, yours"
    found = signing(text, (), load_lexicon().scan(text))
    assert found.values["status"] == "signed"
    assert [text[span.start : span.end] for span in found.evidence["status"]] == ["4 June 1999", "7 June 1999"]
    assert found.problems


@pytest.mark.parametrize(
    ("block", "place"),
    [
        ("For Norway\nDate: 4 March 2024   Place: Oslo\n\nFor Chile\nDate: 9 March 2024   Place: Lima", None),
        ("For Norway\nDate: 4 March 2024   Place: Oslo\n\nFor Chile\nDate: 9 March 2024   Place: Oslo", "Oslo"),
        ("For Norway\nOslo: 4 March 2024\n\nFor Chile\nOslo: 9 March 2024", "Oslo"),
    ],
)
def test_dates_and_places_beside_the_names(block: str, place: str | None) -> None:
    text = "The two sides will grow apples.\n\nSigned in two originals in the English language.\n\n" + block
    signed = signing(text, (), load_lexicon().scan(text)).values["signed"]
    assert (str(signed.date), signed.place) == ("2024-03-09", place)
