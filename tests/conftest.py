"""Settings for every test; what must not live here: fixtures that only one folder needs."""

from __future__ import annotations

import os
from pathlib import Path

from hypothesis import settings

# No deadline: on a shared machine a slow example says nothing about the code.
settings.register_profile("default", deadline=None, print_blob=True)
settings.load_profile("default")

# Packs that tests make are not kept in the cache folder of whoever runs the tests.
os.environ["QD85RULES_CACHE_DIR"] = str(Path(__file__).parents[1] / ".pytest_cache" / "packs")
