"""Who may do what, where the pages are served beyond this machine: names, hashed passwords and roles in one file."""

import json
import os
import secrets
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from servanda.model import WrongCall

ROLES = ("reader", "coder", "editor")
"""Each may do what those before it may: read; judge findings; add texts."""
SHORTEST = 10
_HASHER = PasswordHasher()
_NOBODY = _HASHER.hash(secrets.token_urlsafe(16))


@dataclass(frozen=True, slots=True)
class Account:
    """A name with its role and the hash of its password."""

    name: str
    role: str
    password: str


def load_accounts(path: str | Path) -> Mapping[str, Account]:
    """The accounts of a file; WrongCall if it is none."""
    try:
        table = json.loads(Path(path).read_text(encoding="utf-8"))
        return {name: Account(name, entry["role"], entry["password"]) for name, entry in table.items()}
    except OSError as error:
        raise WrongCall(f"{path}: cannot open these accounts ({error.strerror}); `servanda users add NAME` makes some") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise WrongCall(f"{path}: not a file of accounts") from error


def save_account(path: str | Path, name: str, role: str, password: str) -> None:
    """Adds an account, or gives it another role and password; the file is written as a whole, for its owner alone."""
    if role not in ROLES:
        raise WrongCall(f"{role!r} is no role; it is one of {', '.join(ROLES)}")
    if not name.strip() or not name.isprintable() or len(name) > 100:
        raise WrongCall("a name needs 1 to 100 characters that can be seen")
    if len(password) < SHORTEST:
        raise WrongCall(f"a password needs at least {SHORTEST} characters")
    known = dict(load_accounts(path)) if Path(path).exists() else {}
    known[name] = Account(name, role, _HASHER.hash(password))
    _write(Path(path), known)


def remove_account(path: str | Path, name: str) -> None:
    """Takes an account away; WrongCall for an unknown one."""
    known = dict(load_accounts(path))
    if known.pop(name, None) is None:
        raise WrongCall(f"{name!r} has no account in {path}")
    _write(Path(path), known)


def _write(path: Path, accounts: Mapping[str, Account]) -> None:
    table = {name: {"role": account.role, "password": account.password} for name, account in sorted(accounts.items())}
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=path.name)
    with os.fdopen(handle, "w", encoding="utf-8") as out:
        json.dump(table, out, indent=1, ensure_ascii=False)
    Path(draft).replace(path)


def check(accounts: Mapping[str, Account], name: str, password: str) -> Account | None:
    """The account whose name and password these are; as slow for an unknown name as for a wrong password."""
    account = accounts.get(name)
    try:
        _HASHER.verify(account.password if account else _NOBODY, password)
    except (VerificationError, InvalidHashError):
        return None
    return account
