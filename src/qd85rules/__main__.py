"""`python -m qd85rules`: the command `qd85`."""

import sys

from qd85rules.cli import main

sys.exit(main())
