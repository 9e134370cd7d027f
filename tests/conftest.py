"""Settings that all tests share: what hypothesis draws is the same in every run."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("styrdata", derandomize=True, deadline=None, database=None)
settings.load_profile("styrdata")
