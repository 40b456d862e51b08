"""`python -m doctor` is `pipeline-doctor`."""

import sys

from doctor.cli import main

sys.exit(main())
