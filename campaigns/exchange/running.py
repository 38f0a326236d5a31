"""Running a job: claimed by one worker, watched beside the work, and ended once.

The worker's own transaction may be long, so what it says of itself goes by a connection of its own: a thread writes
every half second that the worker is there and how far it got, and learns whether somebody asked to cancel. Whoever has
been silent for too long has died; the job is claimed anew and begins again from scratch. Nobody who lost a claim can
end the job: ending is a compare-and-set on the claim, for an import in the transaction that brought its rows.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from functools import partial
from types import TracebackType
from typing import Any, Self
from uuid import UUID, uuid4

from django.db import DEFAULT_DB_ALIAS, DatabaseError, OperationalError, connection, connections, transaction
from django.db.models import F
from django.utils import timezone

from campaigns.errors import DomainError
from campaigns.events.operations import record_event
from campaigns.exchange.files import remove_sent
from campaigns.exchange.models import MOST_ATTEMPTS, UNHEARD, Job
from campaigns.saying import english, said

logger = logging.getLogger(__name__)

BEAT_SECONDS = 0.5
# Why a job fails that no rule refused.
OWN_PROBLEMS = {
    "worker_lost": said(
        "It was begun %(times)s times, and each time its worker died over it. Nothing was done.", times=MOST_ATTEMPTS
    ),
    "internal_error": said("Something went wrong on our side. It has been logged; nothing was done."),
}
_ENDED = {
    Job.Kind.IMPORT: {"done": "import.done", "failed": "import.failed", "cancelled": "import.cancelled"},
    Job.Kind.EXPORT: {"done": "export.done", "failed": "export.failed", "cancelled": "export.cancelled"},
}


class Stopped(Exception):
    """Somebody asked to cancel."""


class ClaimLost(Exception):
    """Another worker has the job by now, or it has ended."""


class TryLater(Exception):
    """What the work needs is taken at the moment; the job goes back into the queue."""


Work = Callable[[Job, "Watch"], None]
_works: dict[str, Work] = {}


def register_work(kind: str, work: Work) -> None:
    """Name what does the jobs of this kind; it ends its job itself, by `end_job`."""
    _works[kind] = work


class Watch:
    """Says beside the work that it goes on, and stops it when it must not."""

    def __init__(self, job: Job) -> None:
        assert job.claim is not None  # noqa: S101 - claimed a moment ago
        self.claim: UUID = job.claim
        self._job_id = job.pk
        self._said = ("", 0, 0)
        self._stop: type[Stopped] | type[ClaimLost] | None = None
        self._over = threading.Event()
        # Whose statement is broken off when the work is to stop.
        self._worker = connections[DEFAULT_DB_ALIAS]
        self._thread = threading.Thread(target=self._watch, name=f"watch of job {job.pk}", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def tell(self, what: str, done: int, total: int) -> None:
        """Say how far it got; raises Stopped or ClaimLost where it is not to go on."""
        self._said = (english(what), done, total)
        if self._stop is not None:
            raise self._stop

    def settle(self) -> None:
        """Watch no longer, since the job is about to end; raises as `tell` does."""
        self.close()
        if self._stop is not None:
            raise self._stop

    def close(self) -> None:
        self._over.set()
        self._thread.join()

    @property
    def stop(self) -> type[Stopped] | type[ClaimLost] | None:
        """Why the work was broken off, where it was."""
        return self._stop

    def _watch(self) -> None:
        beside = connections.create_connection(DEFAULT_DB_ALIAS)
        try:
            while not self._over.is_set():
                try:
                    self._beat(beside)
                except DatabaseError as lost:
                    # Trying again is all there is to do; whoever is silent for too long loses the claim.
                    logger.warning("Job %s could not say that it goes on: %s", self._job_id, lost)
                    beside.close()
                if self._stop is not None:
                    self._break_off()
                self._over.wait(BEAT_SECONDS)
        finally:
            beside.close()

    def _beat(self, beside: Any) -> None:
        stage, done, total = self._said
        with beside.cursor() as cursor:
            cursor.execute(_BEAT, [timezone.now(), stage, done, total, self._job_id, self.claim])
            row = cursor.fetchone()
        if row is None:
            self._stop = ClaimLost
        elif row[0]:
            self._stop = Stopped

    def _break_off(self) -> None:
        """Break off the statement that the worker waits for, if there is one."""
        raw = self._worker.connection
        if raw is not None:
            with suppress(Exception):
                raw.cancel()


_BEAT = """
UPDATE campaigns_job SET beat_at = %s, stage = %s, done = %s, total = %s
 WHERE id = %s AND claim = %s AND state = 'running'
RETURNING cancel_asked_at IS NOT NULL
"""


def run_job(*, job_id: int, at: datetime) -> bool:
    """Do a job unless somebody else does, or it has ended; tells whether it was done here."""
    job = _claim(job_id, at)
    if job is None:
        return False
    with Watch(job) as watch:
        try:
            _works[job.kind](job, watch)
        except Exception as error:
            watch.close()
            return _end_by(error, job, watch)
    return True


def end_job(
    job: Job, claim: UUID, *, state: str, at: datetime, code: str = "", problem: str = "", **result: Any
) -> None:
    """End a job that one has the claim of; raises ClaimLost where one has it no more."""
    with transaction.atomic():
        ended = Job.objects.filter(pk=job.pk, claim=claim, state=Job.State.RUNNING).update(
            state=state, claim=None, ended_at=at, problem_code=code, problem=problem, result=result
        )
        if not ended:
            raise ClaimLost
        told = {"job": str(job.public_id)} | ({"code": code} if code else {})
        record_event(kind=_ENDED[Job.Kind(job.kind)][state], at=at, campaign_id=job.campaign_id, data=told)
        transaction.on_commit(partial(remove_sent, job.pk, at=at), robust=True)


def due_jobs(*, at: datetime) -> list[int]:
    """Name the jobs that no message told of, and those whose worker has died."""
    unheard = Job.objects.to_claim(at).exclude(state=Job.State.QUEUED, asked_at__gt=at - UNHEARD)
    return list(unheard.order_by("pk").values_list("pk", flat=True))


def _claim(job_id: int, at: datetime) -> Job | None:
    """Take a job that waits or whose worker has died; None where there is nothing to be done."""
    claimed = Job.objects.filter(pk=job_id).to_claim(at)
    if not claimed.update(
        state=Job.State.RUNNING, claim=uuid4(), beat_at=at, attempts=F("attempts") + 1, stage="", done=0, total=0
    ):
        return None
    job = Job.objects.select_related("campaign").get(pk=job_id)
    assert job.claim is not None  # noqa: S101 - written a moment ago
    if job.cancel_asked_at is not None:
        end_job(job, job.claim, state=Job.State.CANCELLED, at=at)
        return None
    if job.attempts > MOST_ATTEMPTS:
        end_job(
            job,
            job.claim,
            state=Job.State.FAILED,
            at=at,
            code="worker_lost",
            problem=english(OWN_PROBLEMS["worker_lost"]),
        )
        return None
    return job


def _end_by(error: Exception, job: Job, watch: Watch) -> bool:
    """End a job whose work ended by an exception, or leave it to whoever has it."""
    # A statement that was broken off says nothing of why.
    reason = watch.stop() if watch.stop is not None and isinstance(error, OperationalError) else error
    now = timezone.now()
    try:
        match reason:
            case ClaimLost():
                return False
            case Stopped():
                end_job(job, watch.claim, state=Job.State.CANCELLED, at=now)
            case TryLater():
                _give_back(job, watch.claim)
                return False
            case DomainError():
                end_job(job, watch.claim, state=Job.State.FAILED, at=now, code=reason.code, problem=reason.message)
            case OperationalError():
                # The database was lost, not the job: it goes back as if its worker had died, which it nearly has.
                logger.warning("Job %s lost its database and is tried again: %s", job.pk, reason)
                connection.close()
                return False
            case _:
                logger.exception("Job %s failed.", job.pk, exc_info=reason)
                message = english(OWN_PROBLEMS["internal_error"])
                end_job(job, watch.claim, state=Job.State.FAILED, at=now, code="internal_error", problem=message)
    except ClaimLost:
        return False
    return True


def _give_back(job: Job, claim: UUID) -> None:
    Job.objects.filter(pk=job.pk, claim=claim, state=Job.State.RUNNING).update(
        state=Job.State.QUEUED, claim=None, attempts=F("attempts") - 1
    )
