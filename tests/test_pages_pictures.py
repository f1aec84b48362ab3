"""Pictures are right in their figures, harmless with hostile words, and files of their own."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from starlette.testclient import TestClient

from servanda.flow import keeping
from servanda.show.pages.application import application
from servanda.show.pages.pictures import Picture, inline, png_file, svg_file
from servanda.show.pages.pictures.bars import Bar, bars, columns
from servanda.show.pages.pictures.owing import OTHERS, owing
from servanda.show.pages.pictures.timeline import Dot, timeline
from servanda.show.pages.pictures.world import STEPS, outlines, step_of, world
from tests.nouns import reading

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = '"><script>alert(1)</script>&'


def parsed(picture: Picture | None) -> ElementTree.Element:
    assert picture is not None
    assert "<script>" not in inline(picture)
    return ElementTree.fromstring(svg_file(picture, "a source"))


def test_bars_are_as_long_as_their_values() -> None:
    data = [
        Bar("France", "pledged", 100.0, "EUR 100"),
        Bar("France", "delivered", 50.0, "EUR 50"),
        Bar(HOSTILE, "pledged", 25.0, HOSTILE),
    ]
    root = parsed(bars(data, HOSTILE))
    lengths = [float(rect.attrib["width"]) for rect in root.iter(f"{SVG}rect") if "bar" in rect.attrib.get("class", "")]
    assert lengths[0] == pytest.approx(2 * lengths[1], abs=0.2)
    assert lengths[0] == pytest.approx(4 * lengths[2], abs=0.2)
    assert any("EUR 50" in (text.text or "") for text in root.iter(f"{SVG}text"))


def test_no_data_is_no_picture() -> None:
    assert bars([], "x") is None
    assert columns([Bar("unknown", "pledged", 1.0, "1")], "x") is None
    assert timeline([Dot("", "x", "/")], "x") is None
    assert owing({}, "x", str, lambda a, b: "/") is None
    assert world({"XXX": 3}, "x", str, lambda code: "/", "agreement") is None
    assert inline(None) == ""


def test_columns_stand_at_their_months_and_stages_never_mix() -> None:
    data = [Bar("2024-01", "pledged", 10.0, "10"), Bar("2024-03", "pledged", 5.0, "5"), Bar("2024-02", "delivered", 10.0, "10")]
    root = parsed(columns(data, "money"))
    columns_of = {rect.attrib["class"]: [] for rect in root.iter(f"{SVG}rect") if "bar" in rect.attrib.get("class", "")}
    for rect in root.iter(f"{SVG}rect"):
        if "bar" in rect.attrib.get("class", ""):
            columns_of[rect.attrib["class"]].append((float(rect.attrib["x"]), float(rect.attrib["y"])))
    (first, third), (second,) = columns_of["bar s-pledged"], columns_of["bar s-delivered"]
    assert first[0] < second[0] < third[0]
    assert second[1] > first[1] + 50


def test_every_dot_of_a_timeline_leads_somewhere() -> None:
    dots = [Dot(f"{1800 + k}-05", f"pact {k} {HOSTILE}", f"/agreements/{k}") for k in range(0, 220, 2)]
    root = parsed(timeline(dots, "pacts"))
    assert {a.attrib["href"] for a in root.iter(f"{SVG}a")} == {dot.address for dot in dots}
    assert all(0 <= float(c.attrib["cx"]) <= 800 for c in root.iter(f"{SVG}circle"))


@pytest.mark.parametrize("top", [1, 2, 3, 5, 48, 1000])
def test_steps_of_the_map_rise_with_the_count(top: int) -> None:
    steps = [step_of(n, top) for n in range(1, top + 1)]
    assert steps == sorted(steps)
    assert steps[-1] == STEPS
    picture = world({"FRA": top, "UKR": 1}, "x", str, lambda code: f"/{code}", "agreement")
    assert picture is not None
    for name, word in picture.legend:
        bound = int(word.split()[-1])
        assert step_of(bound, top) == int(name[1:])
        assert bound == 1 or step_of(bound - 1, top) < int(name[1:])


def test_the_map_has_the_states() -> None:
    assert {"FRA", "UKR", "MLT", "XKX", "RUS", "USA", "SGP"} <= set(outlines())
    root = parsed(world({"FRA": 3, "MLT": 1}, "x", lambda code: HOSTILE, lambda code: f"/{code}", "agreement"))
    assert {a.attrib["href"] for a in root.iter(f"{SVG}a")} == {"/FRA", "/MLT"}


def test_bands_add_up_to_their_nodes() -> None:
    counts: Counter[tuple[str, str]] = Counter({(f"G{k}", f"T{k % 3}"): k + 1 for k in range(20)})
    root = parsed(owing(counts, "x", str, lambda a, b: f"/{a}/{b}", most=5))
    led = [a.attrib["href"] for a in root.iter(f"{SVG}a")]
    assert any(OTHERS in address for address in led)
    told = [title.text or "" for title in root.iter(f"{SVG}title")]
    assert sum(int(t.rpartition(":")[2]) for t in told if " to " in t) == sum(counts.values())


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    with keeping.opened(str(tmp_path / "r.db"), create=True) as register:
        keeping.keep(register, reading())
        with TestClient(application(register)) as made:
            yield made


@pytest.mark.parametrize(
    "address", ["/agreements", "/agreements?view=map", "/ledger?by=month", "/ledger", "/commitments?force=obligation"]
)
def test_a_picture_is_a_file_with_its_source(address: str, client: TestClient) -> None:
    path, _, asked = address.partition("?")
    drawn = client.get(f"{path}.svg?{asked}")
    assert drawn.headers["content-type"].startswith("image/svg+xml")
    assert "sandbox" in drawn.headers["content-security-policy"]
    root = ElementTree.fromstring(drawn.text)
    assert any("Servanda, 1 documents, drawn on" in (text.text or "") for text in root.iter(f"{SVG}text"))
    png = client.get(f"{path}.png?{asked}")
    assert png.content.startswith(b"\x89PNG")
    assert len(png.content) > 3000


def test_a_picture_of_nothing_is_told(client: TestClient) -> None:
    assert client.get("/commitments.png?q=nowhere").status_code == 400


def test_pixels_come_from_text_that_is_well_formed() -> None:
    picture = Picture("a <b> & c", "<g/>", 100, 50, (("s-pledged", "pledged & more"),))
    assert png_file(picture, "source & date").startswith(b"\x89PNG")
