"""The rooms may import only what docs/design.md section 3 lets them; no file has a name that says nothing."""

import ast
from pathlib import Path

import pytest

HOUSE = Path(__file__).parent.parent / "servanda"
MAY_IMPORT = {
    "model": set(),
    "version": set(),
    "lexicon": {"model"},
    "sources": {"model", "lexicon"},
    "read": {"model", "lexicon"},
    "register": {"model", "version"},
    "compare": {"model"},
    "track": {"model"},
    "exchange": {"model"},
    "crawl": {"model", "lexicon", "sources", "read"},
    "flow": {"model", "version", "lexicon", "sources", "read", "register", "compare", "track", "exchange", "crawl"},
    "show": {"flow", "model", "version"},
    "__init__": {"flow", "version"},
    "__main__": {"show"},
}
DOORMEN = {
    "ahocorasick_rs": {"lexicon/marks.py", "crawl/literals.py"},
    "hyperscan": {"crawl/literals.py"},
    "isal": {"crawl/members.py"},
    "zstandard": {"crawl/members.py"},
    "fsspec": {"crawl/places.py"},
    "ray": {"crawl/on_ray.py"},
    "resiliparse": {"crawl/languages.py", "crawl/bulk_html.py"},
    "sqlalchemy": {"register"},
    "trafilatura": {"sources"},
    "pypdfium2": {"sources"},
    "lxml": {"sources", "exchange"},
    "charset_normalizer": {"sources"},
    "currency_converter": {"track/money.py"},
    "dateutil": {"track/calendar.py"},
    "icalendar": {"exchange/calendar_file.py"},
    "iso3166": {"exchange"},
    "openpyxl": {"exchange"},
    "pyarrow": {"exchange/parquet_tables.py", "crawl/tables.py"},
    "numpy": {"compare", "crawl"},
    "scipy": {"compare"},
    "starlette": {"show"},
    "uvicorn": {"show"},
    "jinja2": {"show"},
    "resvg_py": {"show/pages/pictures/drawing.py"},
    "argon2": {"show/pages/accounts.py"},
    "xlsxwriter": {"show/pages/spreadsheet.py"},
}
FORBIDDEN_NAMES = {
    "util",
    "utils",
    "helper",
    "helpers",
    "common",
    "misc",
    "base",
    "manager",
    "managers",
    "core",
    "tools",
    "stuff",
}
BELOW_FLOW = {"model", "lexicon", "sources", "read", "register", "compare", "track", "exchange"}
FILES = sorted(HOUSE.rglob("*.py"))


def room(path: Path) -> str:
    return path.relative_to(HOUSE).parts[0].removesuffix(".py")


def imports(path: Path) -> list[str]:
    names = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            names += [f"{node.module}.{alias.name}" for alias in node.names]
    return names


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(HOUSE)))
def test_a_room_imports_only_what_the_plan_allows(path: Path) -> None:
    here = room(path)
    for name in imports(path):
        parts = name.split(".")
        if parts[0] == "servanda":
            there = parts[1] if len(parts) > 1 else "__init__"
            assert there == here or there in MAY_IMPORT[here], f"{here} may not import {name}"
        elif parts[0] in DOORMEN:
            where = path.relative_to(HOUSE).as_posix()
            assert any(where == door or where.startswith(f"{door}/") for door in DOORMEN[parts[0]]), f"{name} in {where}"


def test_every_room_of_the_house_is_in_the_table() -> None:
    assert {room(path) for path in FILES} <= set(MAY_IMPORT)


def test_no_file_has_a_name_that_says_nothing() -> None:
    assert not [path for path in FILES if path.stem in FORBIDDEN_NAMES]


def test_no_clock_and_no_environment_below_flow() -> None:
    told = []
    for path in FILES:
        if room(path) in BELOW_FLOW:
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Attribute) and node.attr in {"today", "now", "utcnow", "environ", "getenv"}:
                    told.append(f"{path.relative_to(HOUSE)}:{node.lineno} {node.attr}")
    assert not told
