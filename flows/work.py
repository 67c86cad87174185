"""What the flows share: the Prefect tasks, and what they gather for the publish.

A task is a batch, or the whole, never an article. A retry is given where it can help: to staging and publishing (a
network folder that hiccups), not to verdicts.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from prefect import get_run_logger, task
from prefect.artifacts import create_link_artifact, create_table_artifact
from prefect.cache_policies import NO_CACHE
from prefect.futures import PrefectFuture
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner

from flows import progress
from flows.batch import Batch, FileOutcome, InboxFile, Item, StagedBatch
from flows.inbox import Inbox, Turned, keep_copy, quarantine_row
from flows.load.account import note
from flows.load.audit import all_checks, checks_that_failed, critical_failures, stop_sentence
from flows.load.entities.overrides import OVERRIDES, read_overrides
from flows.load.intake import Arrival, Intake
from flows.load.lock import Holder, exclusive
from flows.load.publish import candidate, sweep
from flows.model import Refused
from flows.pool import Workers, workers
from flows.references import reference_tables
from flows.report.evidence import BrokenRow, of_claims
from flows.report.queries import Unpublished
from flows.report.site import write_report
from flows.runs import RunSummary
from flows.settings import Settings
from flows.tables.arrow import arrow_table
from flows.validate.audit import BatchAudit, audit_batch
from flows.validate.docs import publish_data_docs

Row = dict[str, Any]

TASK_RUNNER: TaskRunner[PrefectFuture[Any]] = ThreadPoolTaskRunner(max_workers=8)  # type: ignore[assignment]
"""Tasks wait for worker processes in threads: enough of them to keep every process busy."""

_BATCH_TO_DO = ". To do: read the rows on the report's page of the check, take their files out of the inbox, run again"
"""What helps where a batch broke a critical check: the fault is the pipeline's, the other files can go on."""

_MAX_BATCHES = 200
"""Prefect's server grows slow with the number of task runs: beyond this, batches grow instead."""


@contextmanager
def one_run(summary: RunSummary, chosen: Settings) -> Iterator[Workers]:
    """Hold the data folder for this run alone, sweep what an earlier one left, and give its worker processes."""
    with (
        exclusive(chosen.data_dir, summary.run_id, chosen.lock_wait_seconds, _tell_waiting),
        workers(chosen.workers, chosen.limits) as pool,
    ):
        sweep(chosen)
        try:
            read_overrides(chosen.data_dir / OVERRIDES)  # a slip in them is told before hours of work, not after
            yield pool
        except Exception as error:
            summary.state, summary.error = "failed", str(error) or type(error).__name__
            summary.finished_at = datetime.now(UTC)
            note(chosen, summary.row())
            summary.report = write_report(chosen, Unpublished(summary.row()))
            create_artifacts(summary)
            raise
        except BaseException:  # a signal: Prefect lets a flow go when its tasks have ended, and they wait for these
            pool.stop()
            raise
        shutil.rmtree(chosen.staging / summary.run_id, ignore_errors=True)


def batch_bytes(items: Sequence[Item], chosen: Settings) -> int:
    """Return how large a batch may grow: as set, or more where there would be too many of them."""
    return max(chosen.batch_bytes, sum(item.byte_size for item in items) // _MAX_BATCHES)


@dataclass(frozen=True, slots=True)
class _Lineage:
    """Where the copy of what is refused lies, and the run and batch that refused it."""

    stored_as: str | None
    run_id: str
    batch_id: str


@dataclass(slots=True)
class Gathered:
    """What the batches of a run brought: everything that the publish and the report need."""

    arrivals: list[Arrival] = field(default_factory=list)
    quarantine: list[Row] = field(default_factory=list)
    check_results: list[Row] = field(default_factory=list)
    accepted: list[Path] = field(default_factory=list)
    audits: list[BatchAudit] = field(default_factory=list)
    refusals: list[tuple[str, str]] = field(default_factory=list)
    stops: list[str] = field(default_factory=list)
    evidence: dict[tuple[str | None, str], list[BrokenRow]] = field(default_factory=dict)
    members_refused: int = 0
    members_passed_over: int = 0
    replaces: bool = False

    def add_turned(self, inbox: Inbox, run_id: str) -> None:
        """Account for the files that needed no staging."""
        for file in inbox.turned:
            self.arrivals.append(_arrival(file, inbox.batch_id))
            if file.refusal:
                refused = Refused(file.refusal, file.sentence or "")
                self._refuse(file.path, file.sha256, refused, _Lineage(None, run_id, inbox.batch_id))

    def add_batch(self, batch: Batch, staged: StagedBatch, audit: BatchAudit, run_id: str, keep: Path) -> None:
        """Account for every item of a batch, and take over what its audit accepted and refused."""
        for item, outcome in zip(batch.items, staged.outcomes, strict=True):
            reason = outcome.refusal.value if outcome.refusal else None
            self.arrivals.append(Arrival(outcome.path, outcome.sha256, outcome.byte_size, batch.batch_id, reason))
            self.members_passed_over += outcome.passed_over
            if outcome.refusal or outcome.refused_members:
                stored_as = keep_copy(item, keep) if isinstance(item, InboxFile) else None
                self._refuse_staged(outcome, _Lineage(stored_as, run_id, batch.batch_id))
        self.quarantine.extend(audit.quarantine)
        self.accepted.append(audit.accepted)
        self.add_verdicts(audit)

    def add_verdicts(self, audit: BatchAudit) -> None:
        """Take over what the checks of an audit found."""
        self.check_results.extend(audit.check_results)
        self.stops.extend(audit.stops)
        self.audits.append(audit)

    def _refuse_staged(self, outcome: FileOutcome, lineage: _Lineage) -> None:
        if outcome.refusal:
            self._refuse(outcome.path, outcome.sha256, Refused(outcome.refusal, outcome.sentence or ""), lineage)
        for member in outcome.refused_members:
            refused = Refused(member.reason, member.sentence)
            self._refuse(outcome.path, outcome.sha256, refused, lineage, member.member)
        self.members_refused += len(outcome.refused_members)

    def _refuse(
        self, path: str, sha256: str | None, refused: Refused, lineage: _Lineage, member: str | None = None
    ) -> None:
        row = quarantine_row(path, sha256, refused, lineage.stored_as, member)
        self.quarantine.append(row | {"run_id": lineage.run_id, "batch_id": lineage.batch_id})
        self.refusals.append((f"{path}!{member}" if member else path, refused.sentence))

    def intake(self, run_id: str, chosen: Settings) -> Intake:
        """Return all of it in the form that the load takes."""
        return Intake(
            run_id,
            batches=self.accepted,
            arrivals=self.arrivals,
            quarantine=arrow_table("quarantine", self.quarantine),
            references=reference_tables(chosen.data_dir / OVERRIDES),
            replaces=self.replaces,
        )


def stage_and_audit(
    batches: Sequence[Batch], gathered: Gathered, summary: RunSummary, workers: Workers, chosen: Settings
) -> None:
    """Take every batch through stages 1 to 3, several beside each other; gather what comes of them."""
    folder = chosen.staging / summary.run_id
    staging, auditing = _Counter("Extracting", len(batches)), _Counter("Checking", len(batches))
    under_way: list[tuple[Batch, PrefectFuture[StagedBatch], PrefectFuture[BatchAudit]]] = []
    for batch in batches:
        staged = stage_batch.submit(batch, folder, summary.run_id, workers, staging)
        audit = audit_staged.submit(staged, folder, summary.run_id, workers, auditing)  # type: ignore[call-overload]
        under_way.append((batch, staged, audit))
    for batch, staged, audit in under_way:
        gathered.add_batch(batch, staged.result(), audit.result(), summary.run_id, chosen.quarantine)


def audit_slices(
    slices: Sequence[StagedBatch], gathered: Gathered, summary: RunSummary, workers: Workers, chosen: Settings
) -> None:
    """Audit rows that are loaded already; gather the verdicts alone."""
    counter = _Counter("Checking", len(slices))
    folder = chosen.staging / summary.run_id
    for future in [audit_staged.submit(found, folder, summary.run_id, workers, counter) for found in slices]:
        audit = future.result()
        gathered.add_verdicts(audit)
        shutil.rmtree(audit.accepted)


@task(
    name="stage batch",
    task_run_name="stage {batch.batch_id}",
    retries=2,
    retry_delay_seconds=1,
    cache_policy=NO_CACHE,
)
def stage_batch(batch: Batch, folder: Path, run_id: str, workers: Workers, counter: _Counter) -> StagedBatch:
    """Read and extract the files of a batch; their rows become Parquet."""
    staged = workers.stage(batch, folder / "staged" / batch.batch_id, run_id)
    refused = sum(outcome.refusal is not None for outcome in staged.outcomes)
    get_run_logger().info("%d files, %d refused, %d rows", len(batch.items), refused, sum(staged.row_counts.values()))
    counter.step()
    return staged


@task(name="audit batch", task_run_name="audit {staged.batch_id}", cache_policy=NO_CACHE)
def audit_staged(staged: StagedBatch, folder: Path, run_id: str, workers: Workers, counter: _Counter) -> BatchAudit:
    """Hold every row of a staged batch against its suite."""
    audit = workers.audit(
        audit_batch,
        staged.folder,
        folder / "accepted" / staged.batch_id,
        run_id=run_id,
        batch_id=staged.batch_id,
        row_counts=dict(staged.row_counts),
    ).result()
    refused = sum(audit.refused_counts.values())
    get_run_logger().info("%d rows accepted, %d refused", sum(audit.accepted_counts.values()), refused)
    counter.step()
    return audit


@task(name="publish", cache_policy=NO_CACHE)
def publish(gathered: Gathered, summary: RunSummary, chosen: Settings) -> None:
    """Build the next version, audit all of it, and switch readers to it; a critical check that failed stops here."""
    progress.report("Publishing")
    if gathered.stops:
        gathered.stops[-1] += _BATCH_TO_DO
        _stop(gathered, summary, chosen)
        return
    with candidate(chosen, gathered.intake(summary.run_id, chosen)) as version:
        summary.take_counts(version.counts)
        summary.assert_nothing_lost()
        found = version.audit(summary.row())
        gathered.check_results.extend(found)
        gathered.stops.extend(stop_sentence(row) for row in critical_failures(found))
        if gathered.stops:  # the candidate is gone when the report is written
            gathered.evidence = of_claims(version.connection, checks_that_failed(found))
        else:
            summary.state = "published"
            _finish(gathered, summary)
            summary.version = version.publish(summary.row(), gathered.check_results)
    if gathered.stops:
        _stop(gathered, summary, chosen)


@task(name="report", cache_policy=NO_CACHE)
def tell(gathered: Gathered, summary: RunSummary, workers: Workers, chosen: Settings) -> None:
    """Write the quality report and the Data Docs; leave the summary and the way to the report with Prefect."""
    progress.report("Writing the report")
    if gathered.audits:
        workers.audit(
            publish_data_docs,
            [audit.validations for audit in gathered.audits],
            run_id=summary.run_id,
            run_time=summary.started_at,
            data_dir=chosen.data_dir,
        ).result()
    unpublished = None
    if summary.state != "published":
        unpublished = Unpublished(summary.row(), gathered.check_results, gathered.quarantine, gathered.evidence)
    summary.report = write_report(chosen, unpublished, all_checks())
    create_artifacts(summary)


def create_artifacts(summary: RunSummary) -> None:
    """Leave the run's counts and the way to its report with Prefect, whatever its end."""
    table = [{"what": name, "count": count} for name, count in summary.told().items()]
    create_table_artifact(key="run-summary", table=table, description=f"{summary.run_id}: {summary.state}")
    if summary.report:
        create_link_artifact(key="quality-report", link=summary.report.resolve().as_uri(), link_text="Quality report")


def _tell_waiting(holder: Holder | None) -> None:
    progress.report(f"Waiting for {holder or 'another run'}")


def _stop(gathered: Gathered, summary: RunSummary, chosen: Settings) -> None:
    """Leave the published version as it is and put the stopped run on record."""
    summary.state = "stopped"
    summary.error = ". ".join(stop[:1].upper() + stop[1:].rstrip(".") for stop in gathered.stops) + "."
    _finish(gathered, summary)
    note(chosen, summary.row(), gathered.check_results, gathered.quarantine)


def _finish(gathered: Gathered, summary: RunSummary) -> None:
    # A check that several batches were held against is one check: it failed where one of them broke it.
    asked = {(row["table_name"], row["check_name"]) for row in gathered.check_results}
    failed = {
        (row["table_name"], row["check_name"]): row["severity"] for row in gathered.check_results if not row["success"]
    }
    summary.checks_failed = sum(severity == "critical" for severity in failed.values())
    summary.checks_warned = len(failed) - summary.checks_failed
    summary.checks_passed = len(asked) - len(failed)
    summary.refusals = gathered.refusals
    summary.members_refused = gathered.members_refused
    summary.members_passed_over = gathered.members_passed_over
    summary.finished_at = datetime.now(UTC)


def _arrival(file: Turned, batch_id: str) -> Arrival:
    return Arrival(file.path, file.sha256, file.byte_size, batch_id, file.refusal.value if file.refusal else None)


@dataclass(slots=True)
class _Counter:
    """How many batches came through a step, for whoever watches."""

    name: str
    total: int
    done: int = 0

    def step(self) -> None:
        """Count one more."""
        self.done += 1
        progress.report(self.name, self.done, self.total)
