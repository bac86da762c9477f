"""Fixtures and settings that all tests share."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.support import recordings_root

# A slow machine is no failure, and the same commit gives the same verdict every time.
settings.register_profile(
    "oneonone",
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.load_profile("oneonone")


@pytest.fixture(scope="session")
def recordings() -> Path:
    return recordings_root()
