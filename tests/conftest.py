"""Fixtures and settings that all tests share."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from sync import log
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


@pytest.fixture(scope="session", autouse=True)
def _no_state_of_ones_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What runs leave behind for `status` goes into a folder of the tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ONEONONE_STATE_DIR", str(tmp_path_factory.mktemp("state")))
        yield


@pytest.fixture(autouse=True)
def _log_of_ones_own() -> Iterator[None]:
    """What a test had the log written to is closed with it."""
    yield
    log.configure(silent=True)


@pytest.fixture(scope="session")
def recordings() -> Path:
    return recordings_root()
