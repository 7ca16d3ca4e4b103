"""Settings for every test; what must not live here: fixtures that only one folder needs."""

from __future__ import annotations

from hypothesis import settings

# No deadline: on a shared machine a slow example says nothing about the code.
settings.register_profile("default", deadline=None, print_blob=True)
settings.load_profile("default")
