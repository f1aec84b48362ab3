"""Killed at any moment, a register holds whole documents only; two writers lose nothing."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from servanda.register import open_register, viewing

WRITER = """
import sys
sys.path.insert(0, {root!r})
from servanda.register import open_register, writing
from tests.nouns import TEXT, reading
with open_register({register!r}, create=True) as register:
    for number in range({first}, {last}):
        writing.add(register, reading(f"{{TEXT}} {{number}}"), reader="test", at="2026-01-01T00:00:00+00:00")
        print(number, flush=True)
"""
ROOT = str(Path(__file__).parent.parent)
CLAIMS_OF_ONE = 10


def writer(register: Path, first: int, last: int) -> "subprocess.Popen[str]":
    code = WRITER.format(root=ROOT, register=str(register), first=first, last=last)
    return subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)


def claims_by_document(register: Path) -> dict[str, int]:
    counted: dict[str, int] = {}
    with open_register(str(register)) as opened:
        for claim in viewing.claims(opened):
            counted[claim.document] = counted.get(claim.document, 0) + 1
        documents = {entry.id for entry in viewing.documents(opened)}
    assert set(counted) == documents
    return counted


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL here")
def test_killed_at_random_moments_it_holds_whole_documents_only(tmp_path: Path) -> None:
    dice = random.Random(20260101)
    register = tmp_path / "r.db"
    for attempt in range(20):
        process = writer(register, attempt * 1000, attempt * 1000 + 200)
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(dice.random() * 0.2)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        process.stdout.close()
        assert set(claims_by_document(register).values()) == {CLAIMS_OF_ONE}


@pytest.mark.slow
def test_two_writers_at_once_lose_nothing(tmp_path: Path) -> None:
    register = tmp_path / "r.db"
    open_register(str(register), create=True).close()
    processes = [writer(register, 0, 60), writer(register, 1000, 1060)]
    for process in processes:
        process.communicate()
        assert process.returncode == 0
    assert len(claims_by_document(register)) == 120


def test_two_programs_may_make_the_same_register_at_once(tmp_path: Path) -> None:
    processes = [writer(tmp_path / "r.db", k * 1000, k * 1000 + 3) for k in range(2)]
    assert [process.communicate() and process.returncode for process in processes] == [0, 0]
    assert len(claims_by_document(tmp_path / "r.db")) == 6
