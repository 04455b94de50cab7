"""Lets the script call `python -m kollega.config.commands`."""

import sys

from kollega.config.commands import main

sys.exit(main())
