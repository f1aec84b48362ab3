"""`servanda schema`: the JSON Schema of a reading, for programs that take readings in."""

import argparse
import sys

from servanda.flow.contract import schema
from servanda.show.command import Command


def schema_arguments(parser: argparse.ArgumentParser) -> None:
    """It has no options."""


def schema_command(args: argparse.Namespace) -> int:
    """Prints the schema."""
    sys.stdout.write(schema())
    return 0


COMMANDS = {"schema": Command(schema_arguments, schema_command)}
