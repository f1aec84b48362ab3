"""A browser and a running server, for the tests that look at pages as people do."""

import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
WHY_NOT = "no Chromium is installed (Debian: apt-get install chromium, or give its path in CHROMIUM)"


@contextmanager
def served(register: str, *options: str) -> Iterator[str]:
    """The address at which the register is shown, as long as the block lasts."""
    command = [sys.executable, "-m", "servanda", "serve", "--register", register, "--port", str(_free_port()), *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as program:
        try:
            assert program.stdout is not None
            found = re.search(r"http://\S+", program.stdout.readline())
            assert found is not None
            yield found[0].rstrip("/").replace("0.0.0.0", "127.0.0.1")
        finally:
            program.terminate()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as place:
        return int(place.getsockname()[1])
