"""`python -m resources_ui`: the window."""

import sys

from resources_ui.application import main

sys.exit(main())
