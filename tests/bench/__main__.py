"""`make bench`: time, CPU and memory beside what they are measured by, in one run, with a table.

    python -m tests.bench [FILE.json]      (build/bench.json by default)

Absolute times are those of the machine at hand; the ratios are what is promised.
"""
# ruff: noqa: T201 - it is there to print

import json
import platform
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

from sync import log
from tests.bench import planning, running


@dataclass(frozen=True, slots=True)
class Row:
    """One promise: what was measured, in terms of what, and the most that it may be."""

    what: str
    measured: str
    beside: str
    ratio: float
    most: float

    def __str__(self) -> str:
        """A line of the table."""
        kept = "ok" if self.ratio <= self.most else "TOO MUCH"
        values = f"{self.ratio:>8.2f} {self.most:>6.1f}"
        return f"{self.what:<52}{self.measured:>12}{self.beside:>14}{values}  {kept}"


def main(path: Path) -> int:
    """Measures, prints, writes; 1 where a ratio is higher than promised."""
    log.configure(silent=True)
    sizes = (26, planning.LONG, planning.TWICE, 1040)
    costs = planning.measure(*sizes, few_lists=False)
    tight = planning.measure(*sizes, few_lists=True)
    runs = running.measure()
    memory = {
        "a long document": running.memory(planning.LONG),
        "ten pairs": running.memory_of_a_team(),
    }
    rows = [*map(_run_row, runs), *map(_cost_row, costs), _twice(costs)]
    rows += [*map(_cost_row, tight), _twice(tight)]
    rows += [_memory_row(name, used) for name, used in memory.items()]
    print(f"{'':<52}{'measured':>12}{'beside':>14}{'ratio':>9}{'most':>7}")
    print("\n".join(map(str, rows)))
    path.parent.mkdir(parents=True, exist_ok=True)
    found = {
        "python": platform.python_version(),
        "machine": platform.machine(),
        "latency": running.LATENCY,
        "runs": [{**asdict(each), "floor": each.floor, "ratio": each.ratio} for each in runs],
        "planning": [{**asdict(each), "ratio": each.ratio} for each in (*costs, *tight)],
        "memory": memory,
        "rows": [asdict(each) for each in rows],
    }
    path.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    print(f"\nWritten to {path}.")
    return int(any(each.ratio > each.most for each in rows))


def _run_row(took: running.Took) -> Row:
    return Row(
        f"{took.name}, {took.pairs} pairs, {took.requests} requests",
        f"{took.wall:.2f} s",
        f"{took.floor:.2f} s floor",
        took.ratio,
        2.0 if took.name == "carry" else 3.0,
    )


def _cost_row(cost: planning.Cost) -> Row:
    return Row(
        f"planned, {cost.sections} sections, {cost.lists} lists, {cost.size // 1000} kB",
        f"{cost.planning * 1000:.1f} ms",
        f"{cost.json_loads * 1000:.1f} ms json",
        cost.ratio,
        5.0,
    )


def _twice(costs: list[planning.Cost]) -> Row:
    by_size = {each.sections: each.planning for each in costs}
    long, twice = by_size[planning.LONG], by_size[planning.TWICE]
    return Row(
        "planned, twice the sections",
        f"{twice * 1000:.1f} ms",
        f"{long * 1000:.1f} ms once",
        twice / long,
        2.2,
    )


def _memory_row(name: str, used: float) -> Row:
    return Row(f"memory of a whole run, {name}", f"{used:.0f} MB", "150 MB", used / 150, 1.0)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else "build/bench.json")))
