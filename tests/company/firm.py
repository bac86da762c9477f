"""A firm of managers and reports on an embedded Workspace, with the job run for all of them."""

import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from threading import Event
from typing import Any
from zoneinfo import ZoneInfo

from google.oauth2.credentials import Credentials

from sync.company.run import Company, CompanyReport, run_company
from sync.company.shares import CompanyShare, Task, primaries
from sync.config.settings import Settings, parse
from sync.emulator.oauth import grant_to, token_for
from sync.emulator.server import Served
from sync.emulator.workspace import Workspace
from sync.google.delegated import Delegation
from sync.google.pace import Paced, unpaced
from sync.google.session import Google, open_as

NOW = datetime(2025, 3, 10, 8, tzinfo=UTC)
ROBOT = "oneonone@acme-1.iam.gserviceaccount.com"
JOB = "runner@acme-1.iam.gserviceaccount.com"
DOMAIN = "acme.test"


def manager(number: int) -> str:
    return f"m{number}@{DOMAIN}"


def report_of(number: int, pair: int) -> str:
    return f"r{number}x{pair}@{DOMAIN}"


def populate(workspace: Workspace, *, managers: int, pairs: int) -> None:
    """Managers with weekly 1:1s; the rules of what they may do are those of a domain."""
    for number in range(managers):
        workspace.add_user(manager(number), f"Manager {number}")
        for pair in range(pairs):
            other = report_of(number, pair)
            workspace.add_user(other, f"Report {number} {pair}")
            meet(workspace, manager(number), other, hour=9 + pair % 8)
    workspace.settings.delegations[ROBOT] = {"calendar.events", "drive.file"}
    workspace.settings.token_creators[ROBOT] = {JOB}
    workspace.settings.runs_as = JOB


def meet(workspace: Workspace, organizer: str, other: str, *, hour: int = 9) -> None:
    workspace.calendar.add_event(
        organizer,
        "Weekly 1:1",
        datetime(2025, 2, 11, hour, tzinfo=UTC),
        guests=[{"email": organizer}, {"email": other}],
        recurrence=["RRULE:FREQ=WEEKLY"],
    )


@dataclass(kw_only=True)
class Firm:
    """`config` is the file that the command is given, `managers` the list in it."""

    workspace: Workspace
    served: Served
    config: Path
    managers: tuple[str, ...]
    stop: Event = field(default_factory=Event)

    @property
    def settings(self) -> Settings:
        return parse(self.config)

    def delegation(self) -> Delegation:
        world = self.workspace.world
        token = token_for(world, grant_to(world, JOB, "job", ["cloud-platform"]), [])
        source = Credentials(token["access_token"])  # type: ignore[no-untyped-call]
        return Delegation(service_account=ROBOT, api_root=self.served.root, source=source)

    def run(
        self, *, task: Task | None = None, out: Sequence[str] = (), **more: Any
    ) -> CompanyReport:
        """This task's share, without waiting."""
        settings, delegation = self.settings, self.delegation()
        paced: Paced = more.pop("paced", unpaced)

        def opened(email: str) -> Google:
            return open_as(
                email,
                delegation,
                access="app-docs",
                paced=paced,
                sleep=lambda _: None,
                jitter=lambda: 0.0,
            )

        company = Company(
            settings=settings,
            open_as=opened,
            share=CompanyShare(
                task=task or Task(),
                managers=primaries(self.managers, settings.identities),
                opted_out=primaries(out, settings.identities),
                identities=settings.identities,
                stop=self.stop,
            ),
            now=self.workspace.now,
            zones=ZoneInfo,
            wait=lambda _: None,
            stop=self.stop,
            **more,
        )
        return run_company(company, self.managers)

    def documents(self) -> dict[str, list[str]]:
        """All documents that are not in the trash, by id: who can open each."""
        with self.workspace.lock:
            files = self.workspace.world.state.files.values()
            return {
                each.id: sorted(self.workspace.drive.roles(each.id))
                for each in files
                if not each.trashed
            }

    def writes(self) -> list[str]:
        """The methods of all requests that changed something."""
        reads = ("get", "list", "export", "token", "sign", "metadata")
        return [each.method for each in self.workspace.requests if not each.method.endswith(reads)]


@contextmanager
def firm(folder: Path, *, managers: int = 3, pairs: int = 2, config: str = "") -> Iterator[Firm]:
    workspace = Workspace(now=NOW)
    populate(workspace, managers=managers, pairs=pairs)
    names = tuple(manager(number) for number in range(managers))
    (folder / "managers.txt").write_text("\n".join(names), encoding="utf-8")
    path = folder / "config.toml"
    with workspace.serve() as served:
        path.write_text(
            f"[google]\napi_root = {json.dumps(served.root)}\n"
            f'[company]\nmanagers = "managers.txt"\nservice_account = "{ROBOT}"\n{config}',
            encoding="utf-8",
        )
        yield Firm(workspace=workspace, served=served, config=path, managers=names)


def environment(at: Firm) -> dict[str, str]:
    """As on Cloud Run: a metadata server that says as whom the job runs."""
    host = at.served.root.removeprefix("http://")
    kept = {key: os.environ[key] for key in ("PATH", "HOME") if key in os.environ}
    return {
        **kept,
        "GCE_METADATA_HOST": host,
        "GCE_METADATA_IP": host,
        "GCE_METADATA_ROOT": host,
        "HOME": str(at.config.parent),
        "ONEONONE_CONFIG": str(at.config),
        "CLOUD_RUN_TASK_INDEX": "0",
        "CLOUD_RUN_TASK_COUNT": "1",
        "NO_PROXY": "*",
    }
