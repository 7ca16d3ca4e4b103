"""Makes the helpers' assertions explain themselves; what must not live here: the helpers."""

from __future__ import annotations

import pytest

pytest.register_assert_rewrite("tests.intake.helpers")
