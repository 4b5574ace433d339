"""`python -m resources_ui`: the window."""

import sys

from resources_ui.program import main

sys.exit(main())
