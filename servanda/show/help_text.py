"""How help is laid out: as wide as the terminal. A module of its own, since every start needs it and little else."""

import argparse
import os


def width() -> int:
    """Columns for help. Told so, argparse need not import what it takes to find out, for every option, at every start."""
    try:
        return max(40, os.get_terminal_size().columns - 2)
    except OSError:
        return 98


def formatter(prog: str) -> argparse.HelpFormatter:
    """Help with its lines filled."""
    return argparse.HelpFormatter(prog, width=width())


def as_written(prog: str) -> argparse.HelpFormatter:
    """Help with its lines as they are written."""
    return argparse.RawTextHelpFormatter(prog, width=width())
