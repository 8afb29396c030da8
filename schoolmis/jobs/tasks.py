from procrastinate.contrib.django import app

from schoolmis.jobs import queue


@app.task(name="schoolmis.run_job", retry=False)
def run_job(job_id: int):
    queue.run(job_id)
