"""A machine with a home of its own, whose schedulers are small programs that remember."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from sync.schedule.machine import Machine

Made = Callable[..., Machine]

_CRONTAB = """\
table="$HOME/table"
case "$1" in
  -l) if [ -e "$table" ]; then cat "$table"; else echo "no crontab for ada" >&2; exit 1; fi;;
  -r) rm "$table";;
  -) cat > "$table";;
esac
"""
_RECORDS = 'echo "$0 $*" | sed "s|.*/||" >> "$HOME/calls"\n'
# Of what they are told to begin they remember whether it is there.
_REMEMBERS = """\
case "$1" in
  bootstrap | /Create) echo yes > "$0.there";;
  print | /Query) exec 2>/dev/null; cat "$0.there" > "$0.said" || exit 1; exit 0;;
  bootout | /Delete) rm "$0.there" || exit 1;;
esac
"""


@pytest.fixture
def machine(tmp_path: Path) -> Made:
    """`machine(kind, commands)`; all but crontab only write down how they were called."""

    def made(kind: str = "linux", commands: Sequence[str] = ("systemctl", "crontab")) -> Machine:
        home = tmp_path / "home"
        programs = tmp_path / "bin"
        for folder in (home, programs):
            folder.mkdir(exist_ok=True)
        for name in commands:
            script = programs / name
            body = _CRONTAB if name == "crontab" else _REMEMBERS + _RECORDS
            script.write_text(f"#!/bin/sh\n{body}", "utf-8")
            script.chmod(0o755)
        path = f"{programs}:/usr/bin:/bin" if "crontab" in commands else str(programs)
        environment = {"HOME": str(home), "PATH": path if commands else str(programs)}
        if "crontab" not in commands and commands:
            # What the scripts themselves need, and no crontab of the real machine.
            for tool in ("sed", "echo", "cat", "rm"):
                link = programs / tool
                if not link.exists():
                    link.symlink_to(f"/bin/{tool}")
        return Machine(kind=kind, home=home, environment=environment)

    return made
