"""`servanda ledger`, `due`, `scenario`, `barometer`, `check`, `decide`, `progress`: promise against delivery."""

import argparse
import datetime
import json
import re
import sys
import textwrap
from collections.abc import Mapping
from pathlib import Path

from servanda.flow import tracking
from servanda.model import STATUSES, Due, LedgerLine, Measure, SetOff, WrongCall, as_json
from servanda.show.command import Command
from servanda.show.registering import as_of_option, json_lines, moment, register_option
from servanda.show.terminal import faint, table
from servanda.show.words import who


def day_of(word: str) -> datetime.date:
    """An ISO day; argparse shows what was expected otherwise."""
    try:
        return datetime.date.fromisoformat(word)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"a day such as 2026-12-01 was expected, not {word!r}") from error


def moment_of(word: str) -> datetime.datetime:
    """An ISO day or moment."""
    try:
        return datetime.datetime.fromisoformat(word).replace(tzinfo=None)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"a day or moment such as 2026-12-01T09:00 was expected, not {word!r}") from error


def _on(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--on", type=day_of, metavar="DATE", default=datetime.date.today(), help="the day asked about (today)")


def ledger_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `ledger`."""
    keys = "donor, beneficiary, month, year, category, area, region, source"
    parser.add_argument("--by", default="stage", metavar="KEYS", help=f"stage, and with commas: {keys}")
    parser.add_argument("--currency", metavar="CODE", help="convert every sum, with the reference rate of its day")
    parser.add_argument("--constant", type=day_of, metavar="DATE", help="convert all sums with the rates of this one day")
    parser.add_argument("--open", metavar="KEY=VALUE,...", help="list the flows behind a total instead: stage=pledged,donor=FRA")
    parser.add_argument("--on", type=day_of, metavar="DATE", help="only what is dated on this day or before")
    as_of_option(parser)
    parser.add_argument("--suspense", action="store_true", help="list the flows that do not count, and why, instead of totals")
    register_option(parser)


def ledger_command(args: argparse.Namespace) -> int:
    """One line for each combination of keys and each currency."""
    if args.suspense:
        return _aside(args)
    if args.open:
        return _opened(args)
    keys = tuple(key.strip() for key in args.by.split(","))
    found = tracking.ledger(
        args.register,
        keys,
        currency=args.currency,
        constant=args.constant,
        as_of=moment(args.as_of),
        on=str(args.on) if args.on else None,
    )
    if args.json:
        for sum_, why in found.unconverted:
            print(f"servanda: left out, not converted: {sum_}: {why}", file=sys.stderr)
        for line in found.lines:
            print(json.dumps({**line.keys, "amount": format(line.amount, "f"), "currency": line.currency, "flows": line.flows}))
        return 0
    heads = (*keys, "amount", "currency", "flows")
    print(table(heads, [_row(keys, line) for line in found.lines], right=(len(keys), len(keys) + 2)))
    for number, told in (
        (len(found.left_out), "restated flows do not count (confirmed)"),
        (len(found.suspense), "flows may restate others and stand in suspense; `servanda ledger --suspense` lists them"),
        (len(found.unconverted), "sums could not be converted and are left out:"),
    ):
        if number:
            print(faint(f"{number} {told}"))
    for sum_, why in found.unconverted[:20]:
        print(faint(f"  {sum_}: {why}"))
    if found.rates:
        days = sorted(rate.day for rate in found.rates)
        print(faint(f"converted with the {found.rates[0].source}, {days[0]} to {days[-1]}"))
    return 0


def _row(keys: tuple[str, ...], line: LedgerLine) -> tuple[object, ...]:
    return (*(line.keys[key] for key in keys), f"{line.amount:,f}", line.currency, line.flows)


def _opened(args: argparse.Namespace) -> int:
    asked = dict(part.partition("=")[::2] for part in args.open.split(","))
    currency = {"currency": asked.pop("currency")} if "currency" in asked else {}
    on = str(args.on) if args.on else None
    found = tracking.flows_of(args.register, asked, as_of=moment(args.as_of), on=on, **currency)
    if args.json:
        for entry in found:
            print(json.dumps({**as_json(entry), "value": format(entry.value, "f")}, ensure_ascii=False))
        return 0
    rows = [(e.flow, e.stage, e.donor, e.beneficiary, e.date, f"{e.value:,f}", e.currency, e.document) for e in found]
    print(table(("flow", "stage", "donor", "for", "date", "value", "currency", "document"), rows, right=(5,)))
    return 0


def _aside(args: argparse.Namespace) -> int:
    found = tracking.aside(args.register, as_of=moment(args.as_of))
    if args.json:
        for entry, where, why in found:
            plain = {"flow": entry.flow, "where": where, "why": why, "document": entry.document, "donor": entry.donor}
            print(json.dumps({**plain, "amount": format(entry.value, "f"), "currency": entry.currency}, ensure_ascii=False))
    else:
        rows = [(e.flow, where, e.donor, f"{e.value:,f} {e.currency}", why) for e, where, why in found]
        print(table(("flow", "where", "donor", "amount", "why"), rows))
    return 0


def due_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `due`."""
    _on(parser)
    parser.add_argument("--ics", metavar="FILE", help="write the dates to an iCalendar file")
    parser.add_argument("--all", action="store_true", help="also what has passed and what cannot be dated")
    as_of_option(parser)
    register_option(parser)


def due_command(args: argparse.Namespace) -> int:
    """Dates that follow from the texts, the earliest first."""
    if args.ics:
        Path(args.ics).write_bytes(tracking.due_calendar(args.register, args.on, as_of=moment(args.as_of)))
        print(f"{args.ics}: written", file=sys.stderr)
        return 0
    found = tracking.due(args.register, args.on, as_of=moment(args.as_of))
    if args.json:
        json_lines(found)
        return 0
    shown = [d for d in found if args.all or d.status in ("upcoming", "due")]
    titles = tracking.titles(args.register, as_of=moment(args.as_of))
    print(table(("date", "status", "what", "agreement", "words"), [_due_row(d, titles) for d in shown]))
    hidden = [d for d in found if d not in shown]
    dated = sum(d.first is not None for d in hidden)
    if hidden:
        print(
            faint(f"not shown: {dated} that have passed or lapsed, {len(hidden) - dated} that cannot be dated; --all shows them")
        )
    return 0


def _due_row(due: Due, titles: Mapping[str, str]) -> tuple[object, ...]:
    date = "not known" if due.first is None else str(due.first) if due.first == due.last else f"{due.first} to {due.last}"
    what = due.kind.replace("_", " ") + (f": {textwrap.shorten(due.what, 140, placeholder=' …')}" if due.what else "")
    return (
        date,
        due.status,
        what,
        textwrap.shorten(titles.get(due.agreement, due.agreement), 70, placeholder=" …"),
        due.words + (f" ({due.why})" if due.why else ""),
    )


def scenario_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `scenario`."""
    parser.add_argument("event", metavar="EVENT", help='what happens, in words: "armed attack on UKR", "threat to EST by RUS"')
    parser.add_argument(
        "--on",
        type=moment_of,
        metavar="DATE",
        default=datetime.datetime.now().replace(microsecond=0),
        help="when it happens (now)",
    )
    as_of_option(parser)
    register_option(parser)


def scenario_command(args: argparse.Namespace) -> int:
    """What the event sets off, what applies first."""
    found = tracking.scenario(args.register, args.event, args.on, as_of=moment(args.as_of))
    if args.json:
        for answer in found:
            print(json.dumps(set_off_line(answer), ensure_ascii=False))
        return 0
    if not found:
        print("No agreement in this register speaks of it.")
        return 0
    print(table(("applies", "by", "force", "until", "what", "agreement", "why"), [_set_off_row(a) for a in found]))
    return 0


def set_off_line(answer: SetOff) -> dict[str, object]:
    """One line of `scenario --json`."""
    promise = answer.commitment
    return {
        "agreement": answer.agreement,
        "title": answer.title,
        "document": answer.document,
        "by": list(promise.by) if promise else [],
        "to": list(promise.to) if promise else [],
        "force": promise.force.value if promise else None,
        "action": promise.action if promise else None,
        "condition": promise.condition if promise else None,
        "deadline": answer.deadline,
        "due": answer.due,
        "applies": answer.applies,
        "why": answer.why,
        "areas": list(promise.areas) if promise else [],
        "commitment": promise.id if promise else None,
        "evidence": as_json(promise.evidence) if promise else [],
    }


def _set_off_row(answer: SetOff) -> tuple[object, ...]:
    promise = answer.commitment
    what = re.sub(r"\s+", " ", promise.action or ", ".join(promise.areas)) if promise else ""
    until = answer.due.replace("T", " ") if answer.due else answer.deadline or ""
    return (
        answer.applies,
        who(promise.by) if promise else "",
        promise.force if promise else "",
        until,
        what,
        answer.title,
        answer.why,
    )


def barometer_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `barometer`."""
    parser.add_argument(
        "--party", action="append", default=[], metavar="CODE", help="only agreements with this party (repeatable)"
    )
    _on(parser)
    parser.add_argument("--since", type=day_of, metavar="DATE", help="how the measures moved from this day to that of --on")
    parser.add_argument("--every", type=int, default=1, metavar="MONTHS", help="with --since: the months between two looks (1)")
    as_of_option(parser)
    register_option(parser)


def barometer_command(args: argparse.Namespace) -> int:
    """A few measures, each with its formula; or how they moved."""
    if args.since:
        return _over_time(args)
    found = tracking.barometer(args.register, args.on, args.party, as_of=moment(args.as_of))
    if args.json:
        for measure in found:
            print(json.dumps(measure_line(measure), ensure_ascii=False))
        return 0
    print(
        table(
            ("measure", "value", "unit", "made of", "formula", "what it cannot say"), [_measure_row(m) for m in found], right=(1,)
        )
    )
    return 0


def _over_time(args: argparse.Namespace) -> int:
    if args.as_of:
        raise WrongCall("--since asks what was known on each day; --as-of has no meaning beside it")
    if args.every < 1 or args.since > args.on:
        raise WrongCall("--every must be at least 1, and --since must not come after --on")
    found = tracking.barometer_over_time(args.register, args.since, args.on, args.party, args.every)
    if args.json:
        for day, measures in found:
            for measure in measures:
                print(json.dumps({"on": day.isoformat(), **measure_line(measure)}, ensure_ascii=False))
        return 0
    names = list(dict.fromkeys((m.name, m.unit) for _, measures in found for m in measures))
    rows = [(day, *(_at(measures, name) for name in names)) for day, measures in found]
    print(table(("on", *(f"{name} ({unit})" for name, unit in names)), rows, right=tuple(range(1, len(names) + 1))))
    return 0


def _at(measures: tuple[Measure, ...], name: tuple[str, str]) -> str:
    found = next((m for m in measures if (m.name, m.unit) == name), None)
    return "" if found is None else "unknown" if found.value is None else f"{found.value:,}"


def measure_line(measure: Measure) -> dict[str, object]:
    """One line of `barometer --json`."""
    value = format(measure.value, "f") if measure.value is not None and not isinstance(measure.value, int) else measure.value
    return {
        "measure": measure.name,
        "value": value,
        "unit": measure.unit,
        "parts": dict(measure.parts or {}),
        "formula": measure.formula,
        "caution": measure.caution,
        "opens": list(measure.opens),
    }


def _measure_row(measure: Measure) -> tuple[object, ...]:
    parts = ", ".join(f"{name} {n}" for name, n in (measure.parts or {}).items())
    value = "unknown" if measure.value is None else f"{measure.value:,}"
    return measure.name, value, measure.unit, parts or f"{len(measure.opens)} findings", measure.formula, measure.caution


def check_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `check`."""
    as_of_option(parser)
    register_option(parser)


def check_command(args: argparse.Namespace) -> int:
    """What does not add up; 1 if there is anything."""
    found = tracking.check(args.register, as_of=moment(args.as_of))
    if args.json:
        for doubt in found:
            plain = {"check": doubt.check, "message": doubt.message, "places": list(doubt.places)}
            print(json.dumps(plain | {"difference": None if doubt.difference is None else format(doubt.difference, "f")}))
    else:
        print(table(("check", "what", "places"), [(d.check, d.message, len(d.places)) for d in found]))
    return 1 if found else 0


def decide_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `decide`."""
    parser.add_argument("flow", metavar="FLOW", help="the flow that restates, is part of, or is financed by the other one")
    parser.add_argument("kind", choices=("same_as", "part_of", "financed_by"))
    parser.add_argument("other", metavar="OTHER")
    parser.add_argument("--verdict", choices=("confirmed", "rejected", "withdrawn"), default="confirmed")
    parser.add_argument("--by", required=True, metavar="NAME", help="who decides")
    parser.add_argument("--note", metavar="TEXT")
    register_option(parser)


def decide_command(args: argparse.Namespace) -> int:
    """Enters a decision about two flows."""
    tracking.decide(args.register, args.flow, args.other, args.kind, args.verdict, by=args.by, note=args.note)
    return 0


def match_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `match`."""
    as_of_option(parser)
    register_option(parser)


def match_command(args: argparse.Namespace) -> int:
    """Flows that may fulfil commitments, with reasons; `progress` confirms one."""
    found = tracking.match(args.register, as_of=moment(args.as_of))
    if args.json:
        json_lines(found)
    else:
        print(
            table(
                ("commitment", "flow", "score", "reasons"), [(m.commitment, m.flow, m.score, "; ".join(m.reasons)) for m in found]
            )
        )
        print(faint("confirm one with: servanda progress COMMITMENT kept --flow FLOW --by NAME"))
    return 0


def progress_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `progress`."""
    parser.add_argument("commitment", metavar="COMMITMENT")
    parser.add_argument("status", choices=(*STATUSES, "withdrawn"))
    parser.add_argument("--by", required=True, metavar="NAME", help="who says so")
    parser.add_argument("--flow", metavar="FLOW", help="the flow that shows it")
    parser.add_argument("--note", metavar="TEXT")
    register_option(parser)


def progress_command(args: argparse.Namespace) -> int:
    """Enters what became of a commitment."""
    if not args.by.strip():
        raise WrongCall("--by needs the name of the person who says so")
    tracking.judge(args.register, args.commitment, args.status, by=args.by, flow=args.flow, note=args.note)
    return 0


COMMANDS = {
    "ledger": Command(ledger_arguments, ledger_command),
    "due": Command(due_arguments, due_command),
    "scenario": Command(scenario_arguments, scenario_command),
    "barometer": Command(barometer_arguments, barometer_command),
    "check": Command(check_arguments, check_command),
    "decide": Command(decide_arguments, decide_command),
    "match": Command(match_arguments, match_command),
    "progress": Command(progress_arguments, progress_command),
}
