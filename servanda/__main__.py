"""`python -m servanda`."""

import sys

from servanda.show.cli import main

sys.exit(main())
