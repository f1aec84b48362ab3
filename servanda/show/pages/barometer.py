"""`/barometer`: promise held against delivery in a few measures, each with its formula and what it cannot say."""

from starlette.requests import Request
from starlette.responses import Response

from servanda.model import Measure
from servanda.show.pages.deadlines import day_asked
from servanda.show.pages.holdings import Holdings
from servanda.show.pages.rendering import page
from servanda.show.pages.tables import Table, as_file


def barometer(request: Request) -> Response:
    """The measures, as a page or a file."""
    holdings: Holdings = request.app.state.holdings
    on = day_asked(request)
    parties = tuple(request.query_params.getlist("party"))
    parties = tuple(code for code in parties if code)
    found = holdings.barometer(on, parties)
    rows = [_row(measure) for measure in found]
    form = request.path_params.get("form")
    if form:
        return as_file(Table("barometer", ("measure", "value", "unit", "parts", "formula", "caution"), rows), form)
    choices = sorted({code for entry in holdings.catalogue().agreements for code in (*entry.parties, *entry.organisations)})
    return page(request, "barometer.html", rows=rows, on=on, parties=parties, choices=choices)


def _row(measure: Measure) -> dict[str, object]:
    return {
        "measure": measure.name,
        "value": measure.value,
        "unit": measure.unit,
        "parts": dict(measure.parts or {}),
        "formula": measure.formula,
        "caution": measure.caution,
        "opens": len(measure.opens),
    }
