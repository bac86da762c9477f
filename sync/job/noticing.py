"""Makes the notice of a run that came to its end, from its report."""

from sync.job.notice import Notice, Trouble
from sync.job.prepare import Done
from sync.job.run import Failed, PairReport, Report
from sync.job.skips import Skip


def of_report(report: Report) -> Notice:
    """The notice of a run that came to its end."""
    troubles = tuple(
        Trouble(one.pair.other.email, _code(one)) for one in report.pairs if one.failed
    )
    return Notice(
        exit_code=int(report.exit_code),
        total=len(report.pairs),
        done=len(report.pairs) - len(troubles),
        wrote=sum(
            bool(one.result.plan.steps) if report.preview else one.result.wrote
            for one in report.pairs
            if isinstance(one.result, Done)
        ),
        troubles=troubles,
    )


def _code(one: PairReport) -> str:
    match one.result:
        case Failed(error=error):
            return type(error).__name__
        case Skip(code=code):
            return code.value
        case _:
            return "over_the_limit"
