"""`servanda serve`: the pages, until somebody stops them; `servanda users`: who may write where others can reach them."""

import argparse
import getpass
import os
import socket
import sys
import threading

import uvicorn

from servanda.flow.keeping import opened
from servanda.model import WrongCall
from servanda.show.command import Command
from servanda.show.pages.accounts import ROLES, load_accounts, remove_account, save_account
from servanda.show.pages.application import LOCAL, application
from servanda.show.terminal import table

_FILE = "servanda-users.json"


def serve_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `serve`."""
    parser.add_argument("--register", default="servanda.db", metavar="FILE_OR_ADDRESS", help="the register (servanda.db)")
    parser.add_argument("--port", type=int, default=8000, metavar="N", help="the port (8000)")
    parser.add_argument("--host", default="127.0.0.1", metavar="H", help="the address to listen at (127.0.0.1)")
    parser.add_argument("--users", metavar="FILE", help="the accounts of those who may write; needed beyond this machine")
    parser.add_argument("--private", action="store_true", help="reading needs an account too")


def serve_command(args: argparse.Namespace) -> int:
    """Serves until stopped."""
    if not 0 < args.port < 65536:
        raise WrongCall(f"--port: a number from 1 to 65535 was expected, not {args.port}")
    if args.private and not args.users:
        raise WrongCall("--private needs accounts: --users FILE; `servanda users add NAME` makes some")
    local = args.host in LOCAL
    accounts = load_accounts(args.users) if args.users else None if local else {}
    with opened(args.register) as register, _listening(args.host, args.port) as place:
        app = application(register, hosts=LOCAL if local else None, accounts=accounts, private=args.private)
        name = f"[{args.host}]" if ":" in args.host else args.host
        print(f"Servanda shows {args.register} at http://{name}:{args.port}/  (stop with Ctrl+C)", flush=True)
        if accounts is not None and not accounts:
            print("Nobody may write: others can reach this address, and there are no accounts (--users FILE).", file=sys.stderr)
        # Visitors need not wait for what every page needs.
        threading.Thread(target=app.state.holdings.warm, daemon=True).start()
        settings = uvicorn.Config(app, log_level="warning", server_header=False, timeout_keep_alive=20)
        uvicorn.Server(settings).run(sockets=[place])
    return 0


def _listening(host: str, port: int) -> socket.socket:
    """A socket that listens already, so that the address is true when it is printed."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=256)
    except OSError as error:
        raise WrongCall(f"http://{host}:{port}/ cannot be served: {os.strerror(error.errno or 0)}; try another --port") from error


def users_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `users`."""
    parser.add_argument("act", choices=("add", "remove", "list"), metavar="add|remove|list")
    parser.add_argument("name", nargs="?", metavar="NAME")
    parser.add_argument("--role", choices=ROLES, default="coder", help="reader, coder (may judge) or editor (may add texts)")
    parser.add_argument("--users", default=_FILE, metavar="FILE", help=f"the file of accounts ({_FILE})")
    parser.add_argument("--password-stdin", action="store_true", help="read the password from standard input, without asking")


def users_command(args: argparse.Namespace) -> int:
    """Adds, removes or lists accounts."""
    if args.act == "list":
        print(table(("name", "role"), [(a.name, a.role) for a in load_accounts(args.users).values()]))
        return 0
    if not args.name:
        raise WrongCall(f"users {args.act} needs a NAME")
    if args.act == "remove":
        remove_account(args.users, args.name)
        return 0
    password = sys.stdin.readline().rstrip("\n") if args.password_stdin else _asked()
    save_account(args.users, args.name, args.role, password)
    return 0


def _asked() -> str:
    password = getpass.getpass("Password: ")
    if password != getpass.getpass("Again: "):
        raise WrongCall("the two passwords differ; nothing was changed")
    return password


COMMANDS = {"serve": Command(serve_arguments, serve_command), "users": Command(users_arguments, users_command)}
