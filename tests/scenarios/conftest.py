"""What the scenarios share: a company that was laid out, served, with its configuration."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from sync import log
from tests.scenarios.company import Company, company, laid_once

Opened = Callable[..., Company]


@pytest.fixture(autouse=True)
def _quiet() -> None:
    """The log of the runs goes nowhere, unless a test asks for it."""
    log.configure(silent=True)


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opened]:
    """`opened(**world)`: a company, its world as `lay_out` takes it."""
    with ExitStack() as stack:
        yield lambda **world: stack.enter_context(company(tmp_path, laid_once(**world)))
