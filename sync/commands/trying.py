"""`oneonone try`: the whole job on an embedded Google Workspace, with no account.

Lays out a world in one file, serves it on loopback, and runs the same job over the same wire as
against Google: once, again after a week of people's edits, and once more with nothing to do.
`serve` keeps the Workspace up for other commands instead. It exists to show documents; nothing of
them is logged.
"""

import difflib
import json
import os
import re
import shlex
import threading
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import platformdirs

from sync.commands import explain as cli_explain
from sync.commands import last_run
from sync.commands import sync as cli_sync
from sync.commands.outcome import Block, Line, Outcome, Passage
from sync.commands.report import outcome_of
from sync.commands.try_page import serve_page
from sync.commands.try_story import live_through
from sync.commands.try_world import CLIENT, MANAGER, NAMES, SCOPES, ZONE, lay_out
from sync.config.edit import set_in_table
from sync.config.settings import Settings, parse
from sync.emulator.docs.markdown import markdown
from sync.emulator.oauth import SECRET
from sync.emulator.workspace import Workspace
from sync.errors import ExitCode, UsageProblem
from sync.job.prepare import Done
from sync.job.run import Report

_WEEK = timedelta(days=7)
_AROUND = 2
"""So many unchanged lines are shown on either side of what was written."""
_ANCHOR = re.compile(r" \{#[^}]*\}$")
_INSIDE = re.compile(r"\[(\([^\]]*\))\]\(#[^)]*\)")
_FAVOURITE_PORT, _PAGE_PORT = 8911, 8912
_NEXT = "With --serve it has a page: tick, type, run the job and let weeks go by yourself."


@dataclass(frozen=True, slots=True)
class _Place:
    """The folder of one such world: its file, and a configuration and a sign-in to use it."""

    folder: Path

    @property
    def world(self) -> Path:
        return self.folder / "workspace.json"

    @property
    def config(self) -> Path:
        return self.folder / "config.toml"

    @property
    def token(self) -> Path:
        return self.folder / "token.json"


def usual_folder() -> Path:
    """Where the Workspace of `try` is kept between runs."""
    return Path(platformdirs.user_data_dir("oneonone", appauthor=False)) / "try"


def story(
    folder: Path, *, today: datetime, reset: bool, until: threading.Event | None = None
) -> Iterator[Outcome]:
    """Run the job on the Workspace in `folder`, showing each step as it is done.

    Then its page is served `until` that is set, if it is given.
    """
    place = _Place(folder)
    workspace, new = _open(place, today=today, reset=reset)
    with workspace.serve() as served:
        settings = _configure(place, workspace, served.root)
        yield _intro(place, workspace, new=new)
        found = cli_explain.run(settings, now=workspace.now, brief=True)
        yield _headed("oneonone explain", found.blocks)
        report = yield from _run(settings, workspace)
        documents = _documents(report)
        edits = list(live_through(workspace, documents, now=workspace.now))
        workspace.pass_time(_WEEK)
        yield _headed(
            f"A week goes by: it is {_day(workspace.now)}. Meanwhile",
            [Line(f"  {e}") for e in edits],
        )
        yield from _run(settings, workspace)
        yield from _run_in_vain(settings, workspace)
        if until is None:
            yield Outcome(blocks=[Line(""), Line(_NEXT, "faint")])
        else:
            with serve_page(workspace, lambda: parse(place.config), port=_PAGE_PORT) as address:
                yield Outcome(blocks=[Line(""), *_page_lines(address)], data={"page": address})
                _wait(until)


def serve(
    folder: Path,
    *,
    today: datetime,
    given: bool = False,
    reset: bool,
    command: str,
    until: threading.Event,
) -> Iterator[Outcome]:
    """Keep the Workspace in `folder` up, and say how other commands use it, `until` is set.

    `command` is how they are called. They are told the Workspace's time where it is not the
    machine's: it was `given`, or went on by weeks.
    """
    place = _Place(folder)
    workspace, _ = _open(place, today=today, reset=reset)
    if given or workspace.now != today:
        command = f"{command} --now {workspace.now.isoformat()}"
    try:
        served = workspace.serve(_FAVOURITE_PORT)
    except OSError:
        served = workspace.serve()
    _configure(place, workspace, served.root)
    with served, serve_page(workspace, lambda: parse(place.config), port=_PAGE_PORT) as page:
        yield Outcome(
            blocks=[
                *_page_lines(page),
                Line(f"The Workspace's API is at {served.root}. In another terminal:"),
                Line(""),
                Passage(
                    f"export ONEONONE_CONFIG={_quoted(place.config)}\n"
                    f"{command} explain\n{command} sync --dry-run\n{command} sync\n"
                ),
            ],
            data={"api_root": served.root, "config": str(place.config), "page": page},
        )
        _wait(until)


def _page_lines(address: str) -> list[Block]:
    return [
        Line(f"See it at {address} until you press Ctrl-C:", "strong"),
        Line(f"you are {NAMES[MANAGER]} there, tick, type, and run the job again."),
    ]


def _wait(until: threading.Event) -> None:
    with suppress(KeyboardInterrupt):
        until.wait()


def _open(place: _Place, *, today: datetime, reset: bool) -> tuple[Workspace, bool]:
    """The Workspace of the last time, or a new one; whether it is new."""
    if reset:
        with suppress(UsageProblem):
            last_run.path_for(parse(place.config)).unlink(missing_ok=True)
        for path in (place.world, place.config, place.token):
            path.unlink(missing_ok=True)
    new = not place.world.exists()
    try:
        if new:
            # Laid out beside and put in place whole: what was interrupted is not there at all.
            beside = place.world.with_suffix(".new")
            beside.unlink(missing_ok=True)
            place.folder.mkdir(parents=True, exist_ok=True)
            lay_out(Workspace(beside, now=today), today)
            beside.replace(place.world)
        return Workspace(place.world, now=today), new
    except (ValueError, KeyError, TypeError) as exc:
        raise UsageProblem(
            "The Workspace of the last try can't be read",
            where=str(place.world),
            mend="`oneonone try --reset` begins anew.",
        ) from exc
    except OSError as exc:
        raise UsageProblem(
            "The Workspace can't be kept in this folder",
            where=f"{place.folder}: {exc.strerror}",
            mend="Make it writable, or set XDG_DATA_HOME to another folder.",
        ) from exc


def _configure(place: _Place, workspace: Workspace, root: str) -> Settings:
    """Write the configuration and the sign-in that this Workspace is used with."""
    if not place.token.exists():
        token = workspace.sign_in(MANAGER, CLIENT, SCOPES)
        _write_secret(place.token, json.dumps(token, indent=2))
    # `oneonone auth login` works in this world, too.
    client = {"installed": {"client_id": CLIENT, "client_secret": SECRET}}
    _write_secret(place.folder / "client_secret.json", json.dumps(client, indent=2))
    if place.config.exists():  # with what people tried in it
        set_in_table(place.config, "google", "api_root", root)
    else:
        place.config.write_text(
            "# Written by `oneonone try`, for the Workspace that it serves.\n"
            f'[google]\naccess = "all-docs"\ntoken_file = "token.json"\napi_root = "{root}"\n',
            encoding="utf-8",
        )
    return parse(place.config)


def _write_secret(path: Path, text: str) -> None:
    opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(opened, "w", encoding="utf-8") as file:
        file.write(text)


def _run(settings: Settings, workspace: Workspace) -> Generator[Outcome, None, Report]:
    """One sync with what it wrote, before and after; yields it and returns the report."""
    before = _texts(workspace)
    report = cli_sync.report_of(settings, cli_sync.Asked(now=workspace.now))
    outcome = outcome_of(report)
    blocks = [*outcome.blocks, *_changes(workspace, before, _texts(workspace))]
    yield _headed(f"oneonone sync, on {_day(workspace.now)}", blocks, outcome.exit_code)
    return report


def _run_in_vain(settings: Settings, workspace: Workspace) -> Iterator[Outcome]:
    """The last sync: it must find nothing to do, and write nothing."""
    before, asked = _texts(workspace), len(workspace.requests)
    outcome = cli_sync.run(settings, cli_sync.Asked(now=workspace.now))
    requests = workspace.requests[asked:]
    wrote = [each for each in requests if _writes(each.method)]
    same = before == _texts(workspace) and not wrote
    last = (
        Line(f"{len(requests)} requests, and none of them wrote anything.", "good")
        if same
        else Line("It wrote something that it need not have. Please report this.", "bad")
    )
    failed = outcome.exit_code is not ExitCode.OK or not same
    yield _headed(
        "oneonone sync, once more",
        [*outcome.blocks, last],
        ExitCode.FAILED if failed else ExitCode.OK,
    )


def _writes(method: str) -> bool:
    return not method.endswith((".get", ".list", ".export", "token"))


def _documents(report: Report) -> dict[str, str]:
    """The documents of a run by the other person's address."""
    return {
        one.pair.other.email: one.result.document_id
        for one in report.pairs
        if isinstance(one.result, Done)
    }


def _texts(workspace: Workspace) -> dict[str, str]:
    """Every document as Markdown."""
    return {each: markdown(document) for each, document in workspace.documents.items()}


def _changes(
    workspace: Workspace, before: Mapping[str, str], after: Mapping[str, str]
) -> list[Block]:
    """Each document that changed: its lines before and after, what is new marked with a plus."""
    blocks: list[Block] = []
    for document_id, text in after.items():
        old = before.get(document_id, "")
        if old != text:
            title = workspace.documents[document_id].title
            known = "before and after" if document_id in before else "a new document"
            lines = list(_compared(_readable(old), _readable(text)))
            blocks += [Line(""), Line(f"{title} ({known})", "strong"), Passage("\n".join(lines), 2)]
    return blocks


def _readable(text: str) -> list[str]:
    """Markdown's lines as people read them: without blank lines, anchors and links inside."""
    lines = (_ANCHOR.sub("", _INSIDE.sub(r"\1", line)) for line in text.splitlines())
    return [line for line in lines if line.strip()]


def _compared(before: Sequence[str], after: Sequence[str]) -> Iterator[str]:
    """The lines with `+` before what was added; long stretches of what stayed are folded."""
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    for number, (tag, low, high, to_low, to_high) in enumerate(matcher.get_opcodes()):
        if tag == "equal":
            yield from _folded(after[to_low:to_high], first=number == 0, last=high == len(before))
        else:
            yield from (f"- {line}" for line in before[low:high] if line.strip())
            yield from (f"+ {line}".rstrip() for line in after[to_low:to_high])


def _folded(lines: Sequence[str], *, first: bool, last: bool) -> Iterator[str]:
    head, tail = (0 if first else _AROUND), (0 if last else _AROUND)
    if len(lines) <= head + tail + 1:
        yield from (f"  {line}".rstrip() for line in lines)
        return
    yield from (f"  {line}".rstrip() for line in lines[:head])
    yield f"  ⋮ {len(lines) - head - tail} lines as before"
    yield from (f"  {line}".rstrip() for line in lines[len(lines) - tail :] if tail)


def _intro(place: _Place, workspace: Workspace, *, new: bool) -> Outcome:
    kept = "A new one" if new else "The one of your last try; `--reset` begins anew"
    return Outcome(
        blocks=[
            Line("oneonone on an embedded Google Workspace", "strong"),
            Line(f"{kept}, kept in {place.folder}."),
            Line(f"You are {NAMES[MANAGER]} ({MANAGER}), and it is {_day(workspace.now)}."),
        ],
    )


def _headed(title: str, blocks: Sequence[Block], exit_code: ExitCode = ExitCode.OK) -> Outcome:
    return Outcome(
        blocks=[Line(""), Line(f"── {title} ──", "strong"), *blocks],
        exit_code=exit_code,
    )


def _day(now: datetime) -> str:
    """The day where the people of this world are."""
    local = now.astimezone(ZoneInfo(ZONE))
    return f"{local:%A, %B} {local.day}, {local.year}"


def _quoted(path: Path) -> str:
    return shlex.quote(str(path))
