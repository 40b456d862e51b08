"""`python -m publish` is `parity-publish`."""

import sys

from publish.cli import main

sys.exit(main())
