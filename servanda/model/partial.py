"""Dates that never pretend to be more exact than their source."""

import datetime
import re
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A year, a month or a day of the Gregorian calendar, as precisely as it is known; ISO 8601 as text.

    >>> str(PartialDate(2024, 2)), PartialDate(2024, 2).last
    ('2024-02', datetime.date(2024, 2, 29))
    """

    year: int
    month: int = 0
    day: int = 0

    def __post_init__(self) -> None:
        if self.day and not self.month:
            raise ValueError("a day needs its month")
        datetime.date(self.year, self.month or 1, self.day or 1)

    def __str__(self) -> str:
        if self.day:
            return f"{self.year:04d}-{self.month:02d}-{self.day:02d}"
        return f"{self.year:04d}-{self.month:02d}" if self.month else f"{self.year:04d}"

    @staticmethod
    def parse(text: str) -> "PartialDate":
        """The date that an ISO text of any of the three precisions names; ValueError otherwise."""
        return _parsed(text)

    @property
    def first(self) -> datetime.date:
        """The earliest day it can mean."""
        return datetime.date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> datetime.date:
        """The latest day it can mean."""
        if self.day:
            return self.first
        next_month = self.month % 12 + 1 if self.month else 1
        if next_month == 1:
            return datetime.date(self.year, 12, 31)
        return datetime.date(self.year, next_month, 1) - datetime.timedelta(days=1)


@lru_cache(4096)
def _parsed(text: str) -> PartialDate:
    match = re.fullmatch(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", text)
    if not match:
        raise ValueError(f"not an ISO 8601 date of year, month or day precision: {text!r}")
    return PartialDate(int(match[1]), int(match[2] or 0), int(match[3] or 0))
