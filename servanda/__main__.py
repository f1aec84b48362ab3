"""`python -m servanda`."""

import sys

from servanda.show.cli import main

if __name__ == "__main__":
    sys.exit(main())
