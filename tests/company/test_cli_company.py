"""What a run for a company says to whoever looks on."""

from sync.commands.company import outcome_of
from sync.commands.outcome import Line
from sync.company.run import CompanyReport, ManagerReport
from sync.company.shares import Task
from sync.errors import ExitCode, SignInNeeded
from sync.google.errors import SigningRefused
from sync.job.notice import Notice, Trouble, of_error

ADA = ManagerReport(
    email="ada@acme.test",
    state="done",
    notice=Notice(
        exit_code=1,
        total=3,
        done=2,
        wrote=2,
        troubles=(Trouble("bob@acme.test", "shared_wider"),),
    ),
)
CLEO = ManagerReport(
    email="cleo@acme.test",
    state="failed",
    notice=Notice(exit_code=0),
    error=SignInNeeded("Google knows no such person", where="cleo@acme.test", mend="Ask."),
)
DAN = ManagerReport(email="dan@acme.test", state="left", notice=Notice(exit_code=0))


def test_the_counts_come_first_and_then_who_needs_somebody() -> None:
    report = CompanyReport(task=Task(1, 8), managers=(ADA, CLEO, DAN), preview=False)
    outcome = outcome_of(report)

    summary = (
        "Task 2 of 8: 1 manager had their turn, 1 could not, 1 left for the next run; 3 pairs, "
        "2 documents written, 1 pair in need of somebody."
    )
    assert [block.text for block in outcome.blocks if isinstance(block, Line)] == [
        summary,
        "ada@acme.test: bob@acme.test (shared_wider)",
        "cleo@acme.test: Google knows no such person (cleo@acme.test). Ask.",
    ]
    assert outcome.exit_code is ExitCode.FAILED


def test_a_manager_that_nobody_can_mend_by_running_again_is_no_failed_execution() -> None:
    report = CompanyReport(task=Task(), managers=(ADA, CLEO), preview=False)

    assert outcome_of(report).exit_code is ExitCode.OK


def test_who_hears_that_nothing_may_be_signed_is_told_where_to_look() -> None:
    notice = of_error(SigningRefused("Google does not sign", where="x"))

    assert notice.line == (
        "oneonone could not run: SigningRefused. "
        "docs/company.md says what the service account needs."
    )
