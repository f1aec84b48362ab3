"""Figures on stretches of 60 agreements that were coded before the program had read them, and mended for afterwards.

Usage: PYTHONPATH=. python benchmarks/first_look.py [--shared ../shared] [--misses]
`codings/first_look.jsonl` holds the codes, in five rounds; what came out at the first look stands in docs/accuracy.md; only those
figures say how the rules do on texts that nobody has seen. What this program prints says how much of it was mended since.
"""

import argparse
import importlib.util
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from codings import CODINGS, source_of, text_of

from servanda.flow import read
from servanda.model import as_json

FIELDS = ("to", "areas")


def stretches() -> dict[tuple[str, int], list[dict[str, Any]]]:
    """The coded rows by text and round, in order."""
    found: dict[tuple[str, int], list[dict[str, Any]]] = {}
    for line in (CODINGS / "first_look.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        found.setdefault((row["text"], row["round"]), []).append(row)
    return found


def compare(scorer: Any, name: str, rows: list[dict[str, Any]], corpus: Path) -> tuple[Counter[str], list[str]]:
    """The counts of one text, and what differs in it."""
    source = source_of(name, corpus)
    reading = as_json(read(source))
    text = reading["document"]["text"]
    low, high = rows[0]["stretch"]
    gold, _ = scorer.relocate(rows, text_of(source), text)
    stretch = {"start": low, "end": high}
    if text != text_of(source):
        stretch = {"start": gold[0]["start"], "end": gold[-1]["end"]}
    said = [c | c["evidence"][0] for c in reading["commitments"]]
    said = [c for c in said if _inside(c, stretch) > 0.5 * (c["end"] - c["start"])]
    pairs = scorer.pair(gold, said)
    count = Counter(gold=len(gold), said=len(said), hit=len(pairs))
    taken = {i for i, _ in pairs}, {j for _, j in pairs}
    shown = [f"  missed: {text[g['start'] : g['end']]!r}" for i, g in enumerate(gold) if i not in taken[0]]
    shown += [f"  not coded: {text[s['start'] : s['end']]!r}" for j, s in enumerate(said) if j not in taken[1]]
    for i, j in pairs:
        differ = list(_differences(gold[i], said[j], count))
        shown += [f"  {text[said[j]['start'] : said[j]['end']][:90]!r}: {'; '.join(differ)}"] if differ else []
    return count, shown


def _inside(span: dict[str, Any], stretch: dict[str, Any]) -> int:
    return min(span["end"], stretch["end"]) - max(span["start"], stretch["start"])


def _differences(coded: dict[str, Any], said: dict[str, Any], count: Counter[str]) -> Iterator[str]:
    same = {"force": coded["force"] == said["force"], "by": set(coded["by"]) == set(said["by"])}
    shared = set(coded["areas"]) & set(said["areas"])
    count["whole"] += same["force"] and same["by"] and bool(shared)
    for field, equal in same.items():
        count[field] += equal
        if not equal:
            yield f"{field} {coded[field]} said {said[field]}"
    for field in FIELDS:
        one, other = set(coded[field]), set(said[field])
        count.update({f"{field} hit": len(one & other), f"{field} gold": len(one), f"{field} said": len(other)})
        if one != other:
            yield f"{field} {sorted(one)} said {sorted(other)}"
    for field in ("condition", "deadline"):
        one, other = bool(coded[field]), bool(said[field])
        count.update({f"{field} hit": one and other, f"{field} gold": one, f"{field} said": other})
        if one != other:
            yield f"{field} {one} said {said[field]!r}"


def line(name: str, count: Counter[str]) -> str:
    """The figures of one text, or of all."""
    found = max(1, count["hit"])
    parts = [f"found {_f1(count['hit'], count['gold'], count['said']):.3f}"]
    parts += [f"{field} {count[field] / found:.3f}" for field in ("force", "by")]
    for field in (*FIELDS, "condition", "deadline"):
        parts.append(f"{field} {_f1(count[f'{field} hit'], count[f'{field} gold'], count[f'{field} said']):.3f}")
    parts.append(f"whole {_f1(count['whole'], count['gold'], count['said']):.3f}")
    return f"{name:28} n {count['gold']:3}  {'  '.join(parts)}"


def _f1(hit: int, gold: int, said: int) -> float:
    return 2 * hit / (gold + said) if gold + said else 1.0


def main() -> None:
    """Print the figures of each text and of all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path(__file__).parents[2] / "shared")
    parser.add_argument("--misses", action="store_true")
    args = parser.parse_args()
    spec = importlib.util.spec_from_file_location("score", args.shared / "score" / "score.py")
    if spec is None or spec.loader is None:
        raise SystemExit(f"no scorer in {args.shared / 'score'}")
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    total: dict[str, Counter[str]] = {}
    for (name, number), rows in stretches().items():
        count, shown = compare(scorer, name, rows, args.shared / "corpus")
        print(line(name, count))
        if args.misses:
            print("\n".join(shown))
        for group in (f"round {number}", "all"):
            total.setdefault(group, Counter()).update(count)
    for group, count in sorted(total.items()):
        print(line(group, count))


if __name__ == "__main__":
    main()
