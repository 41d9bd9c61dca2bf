"""A job that failed is tried again, later each time and without end, and the log says so."""

import logging

from procrastinate import RetryStrategy
from procrastinate.jobs import Job
from procrastinate.retry import RetryDecision

log = logging.getLogger(__name__)


class Again(RetryStrategy):
    """The store or the database may be out of reach for a while: a full disk, a store being restored."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        # Not the exception's words: they may hold what a report says. In one text: the log drops arguments.
        log.warning(f"{job.task_name} {job.id} failed ({type(exception).__name__}): it is tried again")
        return super().get_retry_decision(exception=exception, job=job)


AGAIN = Again(linear_wait=30)
