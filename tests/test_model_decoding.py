"""JSON and back gives the same noun; what does not fit the contract is refused with its place."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from servanda.model import Force, PartialDate, Reading, Span, as_json, from_json, json_text
from tests.nouns import reading


def test_a_reading_survives_its_json_form() -> None:
    whole = reading()
    assert from_json(Reading, json.loads(json.dumps(as_json(whole)))) == whole


@pytest.mark.parametrize(
    ("path", "value", "told"),
    [
        (("document", "text"), 5, "Reading.document.text: str was expected"),
        (("commitments", 0, "force"), "must", "Reading.commitments[0].force"),
        (("commitments", 1, "amounts", 0, "low"), "many", "amounts[0].low"),
        (("agreements", 0, "signed", "date"), "3 May", "signed.date"),
        (("agreements", 0, "surprise"), 1, "Reading.agreements[0]"),
        (("commitments",), {}, "a list was expected"),
        (("outline", 0, "start"), True, "int was expected"),
        (("commitments", 0, "evidence", 0), {"start": 9, "end": 2}, "not a span"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_place(path: tuple[Any, ...], value: Any, told: str) -> None:
    plain = json.loads(json.dumps(as_json(reading())))
    place = plain
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    with pytest.raises(ValueError, match=told.replace("[", r"\[").replace("]", r"\]").replace(".", r"\.")):
        from_json(Reading, plain)


def test_a_value_without_a_json_form_is_a_wrong_call() -> None:
    with pytest.raises(TypeError, match="no JSON form for object"):
        as_json(object())


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(1, 9999), st.integers(0, 12), st.integers(0, 31))
def test_a_partial_date_says_just_what_it_knows(year: int, month: int, day: int) -> None:
    try:
        date = PartialDate(year, month, day)
    except ValueError:
        return
    assert PartialDate.parse(str(date)) == date
    assert date.first <= date.last
    assert (date.first == date.last) == bool(day)


@pytest.mark.parametrize("text", ["2024-13", "24-01", "2024-02-30", "May 2024", ""])
def test_no_date_is_made_of_what_is_none(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        PartialDate.parse(text)


@pytest.mark.parametrize(("start", "end"), [(3, 3), (4, 2), (-1, 2)])
def test_an_empty_span_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="not a span"):
        Span(start, end)


ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.sampled_from(Force)
    | st.decimals(allow_nan=False, allow_infinity=False)
    | st.builds(Span, st.just(3), st.integers(4, 9))
    | st.dates()
    | st.builds(PartialDate, st.integers(1, 9999), st.integers(0, 12)),
    lambda inner: st.lists(inner, max_size=3) | st.tuples(inner) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=200, deadline=None)
@given(ANYTHING)
def test_the_text_is_the_one_that_json_makes_of_the_plain_values(value: Any) -> None:
    plain = as_json(value)
    assert json_text(value) == json.dumps(plain, ensure_ascii=False)
    assert json_text(value, sort_keys=True) == json.dumps(plain, ensure_ascii=False, sort_keys=True)
    assert json_text(value, compact=True) == json.dumps(plain, ensure_ascii=False, separators=(",", ":"))


def test_the_text_of_a_reading_has_all_its_fields() -> None:
    assert json_text(reading(), sort_keys=True) == json.dumps(as_json(reading()), ensure_ascii=False, sort_keys=True)
    with pytest.raises(TypeError, match="no JSON form for object"):
        json_text([object()])
