"""What does not add up in anybody's data: sums against parts, stages against each other, groups, periods, duplicates."""

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal

from servanda.model import Doubt, Posting, Stage
from servanda.track.groups import regions

_ORDER = (Stage.PLEDGED, Stage.ALLOCATED, Stage.DISBURSED)
_EU = "EU"
_SHOWN = 20
"""How many flows a doubt about a sum opens to; `servanda ledger` opens all."""


def check(flows: Iterable[Posting], aside: Mapping[str, str] | None = None) -> tuple[Doubt, ...]:
    """Every doubt about the flows, by check and then by place. Flows in `aside` (restated, in suspense) are left out."""
    money = [flow for flow in flows if not (aside and flow.flow in aside)]
    return (*_later_stage_larger(money), *_negative(money), *_left_out_members(money), *_duplicates(money), *_periods(money))


def _sums(flows: Iterable[Posting]) -> dict[tuple[str, str, str], dict[Stage, tuple[Decimal, list[str]]]]:
    """By (donor, currency, source): the sum and the ids of each stage."""
    sums: dict[tuple[str, str, str], dict[Stage, tuple[Decimal, list[str]]]] = defaultdict(dict)
    for flow in flows:
        key = (flow.donor, flow.currency, flow.source)
        stage = Stage(flow.stage)
        total, ids = sums[key].get(stage, (Decimal(), []))
        sums[key][stage] = (total + flow.value, [*ids, flow.flow] if len(ids) < _SHOWN else ids)
    return sums


def _later_stage_larger(flows: list[Posting]) -> Iterator[Doubt]:
    """A donor cannot have set aside more than it promised, nor paid more than it set aside, if one source counts both in full."""
    for (donor, currency, source), stages in sorted(_sums(flows).items()):
        known = [stage for stage in _ORDER if stage in stages]
        for before, after in itertools.pairwise(known):
            more = stages[after][0] - stages[before][0]
            if more > 0:
                told = f"{donor}: {after.value} {stages[after][0]}, but {before.value} only {stages[before][0]} {currency}"
                yield Doubt("later_stage_larger", f"{told} ({source or 'no source named'})", tuple(stages[after][1]), more)


def _negative(flows: list[Posting]) -> Iterator[Doubt]:
    for flow in flows:
        if flow.value < 0:
            told = f"{flow.donor}: {flow.stage} {flow.value} is below zero: a correction, or an error"
            yield Doubt("negative", told, (flow.flow,), flow.value)


def _left_out_members(flows: list[Posting]) -> Iterator[Doubt]:
    """Members of the European Union that one stage of a source lacks although another has them, and what it would leave out."""
    members = {code for code, region in regions().items() if region == "European Union"} - {_EU}
    present: dict[tuple[str, str, Stage], dict[str, Decimal]] = defaultdict(dict)
    for flow in flows:
        if flow.donor in members:
            table = present[flow.source, flow.currency, Stage(flow.stage)]
            table[flow.donor] = table.get(flow.donor, Decimal()) + flow.value
    for (source, currency, stage), table in sorted(present.items()):
        lacking = sorted(members - set(table))
        if table and len(table) >= len(members) // 2 and lacking:
            told = f"{source or 'no source named'}, {stage.value} ({currency}): no row for the members {', '.join(lacking)}"
            yield Doubt("member_missing", told, tuple(lacking))


def left_out(flows: Iterable[Posting], listed: Iterable[str], region: str = "European Union") -> tuple[Doubt, ...]:
    """What a list of a region's members leaves out of each stage's total: the donors that the list lacks, and their sums."""
    members = {code for code, name in regions().items() if name == region}
    lacking = members - set(listed)
    sums: dict[tuple[Stage, str, str], Decimal] = defaultdict(Decimal)
    ids: dict[tuple[Stage, str, str], list[str]] = defaultdict(list)
    for flow in flows:
        if flow.donor in lacking:
            key = (Stage(flow.stage), flow.currency, flow.donor)
            sums[key] += flow.value
            ids[key].append(flow.flow)
    return tuple(
        Doubt(
            "member_left_out",
            f"a list without {donor} leaves {sums[key]} {currency} out of {stage.value}",
            tuple(ids[key]),
            sums[key],
        )
        for key in sorted(sums)
        for stage, currency, donor in (key,)
    )


def _duplicates(flows: list[Posting]) -> Iterator[Doubt]:
    """Rows of one source that are equal in every respect."""
    seen: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for flow in flows:
        if flow.date:
            sum_ = f"{flow.value} {flow.currency}"
            key = (
                flow.source or "no source named",
                flow.stage,
                flow.donor,
                flow.beneficiary,
                flow.date,
                flow.area,
                flow.period,
                sum_,
            )
            seen[key].append(flow.flow)
    for equal, ids in seen.items():
        if len(ids) > 1:
            yield Doubt("duplicate", f"{len(ids)} equal rows: {', '.join(filter(None, equal))}", tuple(ids))


def _periods(flows: list[Posting]) -> Iterator[Doubt]:
    """Months without any flow inside the period that a source covers, where it otherwise has every month."""
    months: dict[tuple[str, Stage], set[tuple[int, int]]] = defaultdict(set)
    for flow in flows:
        if len(flow.date) >= 7:
            months[flow.source, Stage(flow.stage)].add((int(flow.date[:4]), int(flow.date[5:7])))
    for (source, stage), known in sorted(months.items()):
        first, last = min(known), max(known)
        every = _between(first, last)
        lacking = [month for month in every if month not in known]
        if lacking and len(lacking) * 10 <= len(every):
            told = ", ".join(f"{year}-{month:02d}" for year, month in lacking)
            yield Doubt(
                "month_missing", f"{source or 'no source named'}, {stage.value}: no row for {told}", tuple(told.split(", "))
            )
    ends = {source: max(max(k) for (s, _), k in months.items() if s == source) for source, _ in months}
    for (source, stage), known in sorted(months.items()):
        if max(known) < ends[source]:
            cut = "{}-{:02d}".format(*max(known))
            yield Doubt(
                "period_cut_off", f"{source or 'no source named'}, {stage.value}: ends with {cut}, other stages go on", (cut,)
            )


def _between(first: tuple[int, int], last: tuple[int, int]) -> list[tuple[int, int]]:
    start, end = date(*first, 1), date(*last, 1)
    return [(k // 12, k % 12 + 1) for k in range(start.year * 12 + start.month - 1, end.year * 12 + end.month)]


def against(published: Mapping[str, Decimal], computed: Mapping[str, Decimal], what: str) -> tuple[Doubt, ...]:
    """Published totals that differ from the sums of the flows; less than half of the last digit shown is rounding."""
    doubts = []
    for key in sorted({*published, *computed}):
        told, found = published.get(key), computed.get(key)
        if told is None or found is None:
            lacks = "not published" if told is None else "no flow"
            if (told or found) != 0:
                doubts.append(Doubt("total_against_parts", f"{what} {key}: {lacks}", (key,), told or found))
            continue
        digit = told.as_tuple().exponent
        half = Decimal(1).scaleb(digit if isinstance(digit, int) else 0) / 2
        if abs(told - found) > half:
            doubts.append(
                Doubt("total_against_parts", f"{what} {key}: published {told}, its flows add up to {found}", (key,), told - found)
            )
    return tuple(doubts)
