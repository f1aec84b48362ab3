"""Groups out of pairs."""

from collections.abc import Iterable


def groups_of(pairs: Iterable[tuple[str, str]]) -> list[frozenset[str]]:
    """All that is the same, by any way of pairs, as groups.

    >>> [sorted(group) for group in groups_of([("a", "b"), ("c", "d"), ("b", "e")])]
    [['a', 'b', 'e'], ['c', 'd']]
    """
    group: dict[str, set[str]] = {}
    for a, b in pairs:
        whole = group.get(a, {a}) | group.get(b, {b})
        for name in whole:
            group[name] = whole
    return list(dict.fromkeys(frozenset(members) for members in group.values()))
