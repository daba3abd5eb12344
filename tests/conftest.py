"""Settings of all tests: Hypothesis without deadlines, and without chance where CI runs."""

import os

from hypothesis import settings

settings.register_profile("opui", deadline=None, max_examples=200)
settings.register_profile("ci", deadline=None, max_examples=200, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "opui")
