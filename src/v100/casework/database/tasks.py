"""Jobs that a worker left in the middle, because it was killed or the machine stopped, are done from the beginning."""

from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.jobs import Status


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="abandoned", pass_context=True)
async def take_up_abandoned(context: JobContext, timestamp: int) -> None:
    """Put them back; asked every minute. Until then their locks keep others waiting. Every job may be done twice."""
    del timestamp  # given by whoever asks
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs():
        if job.queueing_lock:  # asked again every minute: the next may wait already, and two may not
            await manager.finish_job(job, status=Status.FAILED, delete_job=True)
        else:
            await manager.retry_job(job)
