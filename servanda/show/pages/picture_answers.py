"""Pictures of a page as files: `.svg` or `.png` behind its address, with the same filters."""

import datetime

from starlette.requests import Request
from starlette.responses import Response

from servanda.model import WrongCall
from servanda.show.pages.holdings import Holdings
from servanda.show.pages.pictures import Picture, png_file, svg_file

PICTURES = ("svg", "png")


def as_picture(request: Request, picture: Picture | None, form: str) -> Response:
    """The picture with its source and date in it; WrongCall where there is nothing to draw."""
    if picture is None:
        raise WrongCall("there is nothing to draw with these filters")
    holdings: Holdings = request.app.state.holdings
    today = datetime.datetime.now(datetime.UTC).date()
    source = f"Servanda, {len(holdings.catalogue().documents):,} documents, drawn on {today.isoformat()}"
    if form == "svg":
        # A file of its own may carry its own style; nothing in it can run.
        policy = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
        return Response(svg_file(picture, source), media_type="image/svg+xml", headers={"Content-Security-Policy": policy})
    return Response(png_file(picture, source), media_type="image/png")
