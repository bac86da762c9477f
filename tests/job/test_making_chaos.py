"""Any number of runs that die anywhere, at any time: one more run makes it all good."""

import tempfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from sync.emulator.unknowns import Unknowns
from sync.job.documents import Located
from tests.job.office import office
from tests.job.test_making import MADE
from tests.job.test_making_faults import KINDS, REQUESTS, disturbed

MISHAPS = st.lists(
    st.tuples(
        st.integers(1, REQUESTS),
        st.sampled_from(sorted(KINDS)),
        st.sampled_from([1, 1000]),
        st.sampled_from([0, 1, 4, 11]),
    ),
    min_size=1,
    max_size=5,
)


@given(
    mishaps=MISHAPS,
    lag=st.sampled_from([0, 3]),
    guest=st.booleans(),
    private=st.booleans(),
    access=st.sampled_from(["app-docs", "all-docs"]),
)
@settings(max_examples=60)
def test_runs_that_die_one_after_the_other(
    *, mishaps: list[tuple[int, str, int, int]], lag: int, guest: bool, private: bool, access: str
) -> None:
    unknowns = Unknowns(guest_may_write_private_properties=private)
    with (
        tempfile.TemporaryDirectory() as folder,
        office(Path(folder), guest=guest, unknowns=unknowns, access=access) as at,
    ):
        at.workspace.settings.search_lag = timedelta(minutes=lag)
        for nth, kind, times, minutes in mishaps:
            disturbed(at, nth, KINDS[kind], times=times)
            at.workspace.pass_time(timedelta(minutes=minutes))
        at.run()  # only where the calendar can't be changed does it take two
        at.workspace.pass_time(timedelta(minutes=10))
        last = at.run()

        assert isinstance(last, Located)
        assert at.standing() == replace(MADE, attached=0 if guest else 1)
        assert at.workspace.mails == []
