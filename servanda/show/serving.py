"""`servanda serve`: the pages, until somebody stops them."""

import argparse

import uvicorn

from servanda.flow.keeping import opened
from servanda.model import WrongCall
from servanda.show.command import Command
from servanda.show.pages.application import LOCAL, application


def serve_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `serve`."""
    parser.add_argument("--register", default="servanda.db", metavar="FILE_OR_ADDRESS", help="the register (servanda.db)")
    parser.add_argument("--port", type=int, default=8000, metavar="N", help="the port (8000)")
    parser.add_argument(
        "--host", default="127.0.0.1", metavar="H", help="the address to listen at (127.0.0.1: this machine only)"
    )
    parser.add_argument("--json", action="store_true", help=argparse.SUPPRESS)


def serve_command(args: argparse.Namespace) -> int:
    """Serves until stopped."""
    if not 0 < args.port < 65536:
        raise WrongCall(f"--port: a number from 1 to 65535 was expected, not {args.port}")
    with opened(args.register) as register:
        app = application(register, hosts=LOCAL if args.host in LOCAL else None)
        name = f"[{args.host}]" if ":" in args.host else args.host
        print(f"Servanda shows {args.register} at http://{name}:{args.port}/  (stop with Ctrl+C)", flush=True)
        uvicorn.run(app, host=args.host, port=args.port, log_level="warning", server_header=False, date_header=True)
    return 0


COMMANDS = {"serve": Command(serve_arguments, serve_command)}
