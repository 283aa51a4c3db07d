"""An example worker: python3 worker.py [URL] [CONCURRENCY]; TALKOO_API_KEY is its key, where the node asks for one."""

import logging
import os
import sys
import time

from talkoo import Replace, Retry, Worker

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", stream=sys.stderr)

worker = Worker(
    url=sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8080",
    name="python-example",
    concurrency=int(sys.argv[2]) if len(sys.argv) > 2 else 4,
    key=os.environ.get("TALKOO_API_KEY"),
)


@worker.task("py.add")
def add(a, b):
    return a + b


@worker.task("py.count", bind=True)
def count(task, total, pause=0.1):
    """Shows how far it is, and ends when it is revoked."""
    for done in range(1, total + 1):
        time.sleep(pause)
        task.progress({"current": done, "total": total})
    return total


@worker.task("py.fail")
def fail(message):
    raise ValueError(message)


@worker.task("py.flaky", bind=True, retry={"maxRetries": 5, "delay": 0, "jitter": False})
def flaky(task, failures):
    """Succeeds after that many failures."""
    if task.retries < failures:
        raise Retry("attempt %d of %d" % (task.attempt, failures + 1), countdown=0)
    return task.attempt


@worker.task("py.sum")
def total(*numbers):
    """Has another task do it."""
    raise Replace({"task": {"name": "py.add", "args": [sum(numbers[:-1]), numbers[-1]]}})


if __name__ == "__main__":
    worker.run()
