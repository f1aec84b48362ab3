"""What a job has counted."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class Tally:
    """Counts of a part, of a job, or of what was done since the last word of progress.

    `pages` were looked at, `passed` came through the sieve, `read` are agreements or reports, `bad` could not be read.
    `size` counts the bytes of the inputs, `unpacked` those of the pages. `shard` is the part's number.
    """

    shard: int = -1
    size: int = 0
    unpacked: int = 0
    pages: int = 0
    passed: int = 0
    read: int = 0
    bad: int = 0
    languages: Counter[str] = field(default_factory=Counter)
    left: Counter[str] = field(default_factory=Counter)

    def add(self, other: "Tally") -> None:
        """Adds the counts of another."""
        for name in ("size", "unpacked", "pages", "passed", "read", "bad"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.languages.update(other.languages)
        self.left.update(other.left)

    def as_json(self) -> dict[str, Any]:
        """Plain values, in a fixed order."""
        counts = {name: getattr(self, name) for name in ("shard", "size", "unpacked", "pages", "passed", "read", "bad")}
        return {**counts, "languages": dict(sorted(self.languages.items())), "left": dict(sorted(self.left.items()))}

    @staticmethod
    def of_json(values: dict[str, Any]) -> "Tally":
        """The same back."""
        counts = {name: int(values[name]) for name in ("shard", "size", "unpacked", "pages", "passed", "read", "bad")}
        return Tally(**counts, languages=Counter(values["languages"]), left=Counter(values["left"]))
