"""A fuzzer finds what is there to be found, ends what hangs, and says how to repeat it."""

import signal
import time
from collections.abc import Callable

import pytest
from hypothesis import strategies as st

from tests.fuzz import running
from tests.fuzz.__main__ import Tally, one_round
from tests.fuzz.mutating import PLANTED, Mangled, Recorded, mangled, paths_of
from tests.fuzz.running import Fuzzer, Hang, bounded

RECORDED = [Recorded.of("it", {"a": [1, {"b": "c"}], "d": None}, read=["b"])]


def fuzzer(holds: Callable[[object], None]) -> Fuzzer:
    return Fuzzer("numbers", lambda: st.integers(0, 1000), holds, usual=50, round=50)


def drawn(number: int | None) -> list[object]:
    seen: list[object] = []
    fuzzer(seen.append).run(number=number)
    return seen


def test_a_number_gives_the_same_examples_again_and_none_always_the_same() -> None:
    assert drawn(1) == drawn(1)
    assert drawn(1) != drawn(2)
    assert drawn(None) == drawn(None)


def test_a_finding_is_told_once_with_its_smallest_example_and_how_to_repeat_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    def holds(number: object) -> None:
        assert not isinstance(number, int) or number < 100

    tally = Tally()
    for number in (1, 2):
        one_round(fuzzer(holds), tally, number=number, examples=200)
    said = capsys.readouterr().out

    assert list(tally.findings.values()) == [2]
    assert tally.examples > 2
    assert said.count("again: make fuzz ARGS='--only numbers --seed 1 --examples 200'") == 1
    assert "example=100" in said


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="can't be told here")
def test_what_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "LONGEST", 0.05)

    def hang() -> None:
        with bounded():
            while time.process_time() < 10**6:
                pass

    with pytest.raises(Hang):
        hang()


def test_edits_change_what_is_given_and_never_the_recording() -> None:
    seen: list[Mangled] = []

    def keep(one: object) -> None:
        assert isinstance(one, Mangled)
        seen.append(one)

    Fuzzer("it", lambda: mangled(RECORDED), keep, usual=200, round=1).run()
    whats = {edit.what for one in seen for edit in one.edits}

    assert RECORDED[0].value == {"a": [1, {"b": "c"}], "d": None}
    assert {"dropped", "another type", "buried", "twice", "null"} <= whats
    assert any(PLANTED in repr(one.value) for one in seen)
    assert any(not one.edits and one.value == RECORDED[0].value for one in seen)


def test_every_place_of_a_recording_can_be_edited() -> None:
    assert paths_of({"a": [1, {"b": "c"}], "d": None}) == [
        (), ("a",), ("d",), ("a", 0), ("a", 1), ("a", 1, "b"),
    ]  # fmt: skip
