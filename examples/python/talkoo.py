"""Talkoo for Python: a worker that runs tasks, and a client that submits them. Standard library only; Python 3.9 or later.

    worker = Worker("http://127.0.0.1:8080", concurrency=4)

    @worker.task("py.resize", retry={"maxRetries": 3})
    def resize(path, width=100):
        ...

    worker.run()                                # until SIGTERM or Ctrl-C

    client = Client("http://127.0.0.1:8080")
    task = client.submit("py.resize", ["a.png"], {"width": 50})
    client.result(task["id"], wait=30)
"""

import http.client
import json
import logging
import queue
import random
import signal
import threading
import time
import traceback
import urllib.parse
import uuid

log = logging.getLogger("talkoo")

_JSON = {"Content-Type": "application/json"}


class Problem(Exception):
    """The engine refused a call; `status` is HTTP's, `type` the stable code, `problem` all that it said."""

    def __init__(self, status, problem):
        super().__init__(problem.get("detail") or problem.get("title") or "status %d" % status)
        self.status = status
        self.type = problem.get("type")
        self.problem = problem


class Unavailable(Exception):
    """The engine could not be reached, or did not answer in time; what was asked for may have happened."""


class Connection:
    """One kept connection to a node. Not thread-safe: each thread has its own."""

    def __init__(self, url, headers=None, timeout=75.0):
        parts = urllib.parse.urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError("expected a URL such as http://127.0.0.1:8080, got %r" % url)
        kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        self._http = kind(parts.hostname, parts.port, timeout=timeout)
        self._headers = headers or {}
        self._used = False

    def call(self, method, path, body=None):
        """The answer as Python values; None for 204. Raises Problem and Unavailable."""
        data = None if body is None else json.dumps(body, separators=(",", ":")).encode("utf-8")
        headers = self._headers if data is None else {**self._headers, **_JSON}
        try:
            response, raw = self._exchange(method, path, data, headers)
        except (OSError, http.client.HTTPException) as e:
            self.close()
            raise Unavailable("%s %s: %s" % (method, path, e)) from e
        if response.status == 204:
            return None
        answer = _parsed(raw)
        if response.status == 503:
            raise Unavailable(answer.get("detail", "the engine is not ready"))
        if response.status >= 400:
            raise Problem(response.status, answer)
        return answer

    def _exchange(self, method, path, data, headers):
        try:
            return self._once(method, path, data, headers)
        except (http.client.RemoteDisconnected, BrokenPipeError, ConnectionResetError):
            # The node may have closed a connection that stood idle.
            if not self._used:
                raise
            self.close()
            return self._once(method, path, data, headers)

    def _once(self, method, path, data, headers):
        self._http.request(method, path, body=data, headers=headers)
        response = self._http.getresponse()
        raw = response.read()
        self._used = True
        return response, raw

    def close(self):
        self._used = False
        self._http.close()


def _parsed(raw):
    try:
        return json.loads(raw) if raw else {}
    except ValueError:
        return {"detail": raw[:200].decode("utf-8", "replace")}


def _patiently(call, seconds, stopped=None):
    """Repeats what is worth a repeat, which the engine takes once whatever happens in between."""
    give_up = time.monotonic() + seconds
    pause = 0.1
    while True:
        try:
            return call()
        except Unavailable:
            if time.monotonic() > give_up or stopped is not None and stopped.is_set():
                raise
        except Problem as e:
            if e.status != 429 or time.monotonic() > give_up:
                raise
        time.sleep(pause * (0.5 + random.random()))
        pause = min(2.0, pause * 2)


class Client:
    """Submits tasks and asks for them. Thread-safe. Repeats a call for `patience` seconds while the engine is away."""

    def __init__(self, url, key=None, patience=30.0):
        self._url = url
        self._headers = _authorization(key)
        self._patience = patience
        self._local = threading.local()

    def call(self, method, path, body=None):
        """Any call of the HTTP contract."""
        if not hasattr(self._local, "connection"):
            self._local.connection = Connection(self._url, self._headers)
        return _patiently(lambda: self._local.connection.call(method, path, body), self._patience)

    def submit(self, name, args=(), kwargs=None, **options):
        """Submits a task; `options` are the other fields of the contract, such as countdown=10. Returns its status."""
        body = {"id": str(uuid.uuid4()), "name": name, "args": list(args), "kwargs": kwargs or {}, **options}
        return self.call("POST", "/v1/tasks", body)

    def submit_workflow(self, canvas):
        """Submits a canvas such as {"chain": [...]}; returns the workflow's status. Not repeated by itself."""
        return Connection(self._url, self._headers).call("POST", "/v1/workflows", canvas)

    def status(self, task_id, wait=0):
        """The task's status, once it is ready or after `wait` seconds (60 at most)."""
        return self.call("GET", "/v1/tasks/%s?wait=%.3f" % (task_id, wait))

    def result(self, task_id, wait=60):
        """The task's result. Raises TaskFailed if it failed or was revoked, and TimeoutError if it is not ready in time."""
        end = time.monotonic() + wait
        while True:
            status = self.status(task_id, max(0.0, min(60.0, end - time.monotonic())))
            if status["successful"]:
                return status["result"]
            if status["ready"]:
                raise TaskFailed(status)
            if time.monotonic() >= end:
                raise TimeoutError("task %s is %s" % (task_id, status["state"]))

    def revoke(self, task_id, terminate=False, reason=None):
        """Cancels a task; one that runs goes on, unless `terminate`."""
        return self.call("POST", "/v1/tasks/%s/revoke" % task_id, {"terminate": terminate, "reason": reason})


class TaskFailed(Exception):
    """The task failed or was revoked; `status` is all that is known of it."""

    def __init__(self, status):
        error = status.get("error") or {}
        super().__init__("%s: %s" % (error.get("type"), error.get("message")))
        self.status = status


class Retry(Exception):
    """Raised by a task that wants to run again, after `countdown` seconds or as its policy says."""

    def __init__(self, message="asked for a retry", countdown=None):
        super().__init__(message)
        self.countdown = countdown


class Replace(Exception):
    """Raised by a task whose result is to be that of a canvas."""

    def __init__(self, canvas):
        super().__init__("replaced")
        self.canvas = canvas


class Reject(Exception):
    """Raised by a task that failed, and need not be tried again."""


class Revoked(Exception):
    """Raised in a task that asks after its run is not the current one any more."""


class Context:
    """What a task of `bind=True` gets as its first argument."""

    def __init__(self, worker, run):
        self._worker = worker
        self._run = run
        self.id = run["id"]
        self.attempt = run["attempt"]
        self.retries = run["retries"]
        self.headers = run["headers"]
        self.deadline = run["deadline"]
        self._stopped = threading.Event()

    @property
    def revoked(self):
        """Whether nobody waits for this run any more: a long task looks now and then, and ends."""
        return self._stopped.is_set()

    def progress(self, meta=None, state="PROGRESS"):
        """Shows how far the task is. Raises Revoked when it need not go on."""
        try:
            self._worker._tell(self._run, "progress", {"state": state, "meta": meta})
        except Problem as e:
            if e.status not in (404, 409):
                raise
            self._stopped.set()
            raise Revoked(str(e)) from e


class _Task:
    def __init__(self, function, bind, declaration):
        self.function = function
        self.bind = bind
        self.declaration = declaration


class Worker:
    """Runs tasks, up to `concurrency` at a time, each on a thread of its own."""

    def __init__(self, url, name="python", queues=("default",), concurrency=4, key=None):
        self._url = url
        self._headers = _authorization(key)
        self._name = name
        self._queues = list(queues)
        self._concurrency = concurrency
        self._tasks = {}
        self._local = threading.local()
        self._work = queue.SimpleQueue()
        self._stopping = threading.Event()
        self._lock = threading.Lock()
        self._freed = threading.Condition(self._lock)
        self._running = {}
        self._id = None
        self._heartbeat = 5.0

    def task(self, name, bind=False, **declaration):
        """Makes a function a task. `declaration` are fields of the contract: queue, retry, timeLimit, rateLimit ..."""

        def decorate(function):
            self._tasks[name] = _Task(function, bind, {"name": name, **declaration} if declaration else name)
            return function

        return decorate

    def run(self, signals=True, drain=30.0):
        """Works until `stop` is called, or SIGTERM or SIGINT comes; running tasks may end within `drain` seconds."""
        if signals:
            for number in (signal.SIGTERM, signal.SIGINT):
                signal.signal(number, lambda *_: self.stop())
        try:
            self._register(None)
        except Unavailable:
            return
        threads = [threading.Thread(target=self._work_off, daemon=True) for _ in range(self._concurrency)]
        beat = threading.Thread(target=self._beat, daemon=True)
        for thread in [*threads, beat]:
            thread.start()
        self._poll_until_stopped()
        self._drain(drain)
        for _ in threads:
            self._work.put(None)
        try:
            self._connection().call("DELETE", "/v1/workers/" + self._id)
        except (Problem, Unavailable) as e:
            log.info("The engine was not told that this worker leaves: %s", e)

    def stop(self):
        """Takes no more tasks; `run` returns once those that run have ended. May be called from anywhere."""
        self._stopping.set()

    def _connection(self):
        if not hasattr(self._local, "connection"):
            self._local.connection = Connection(self._url, self._headers)
        return self._local.connection

    def _register(self, lost):
        with self._lock:
            if self._id != lost:
                return
            body = {
                "name": self._name,
                "queues": self._queues,
                "tasks": [task.declaration for task in self._tasks.values()],
                "concurrency": self._concurrency,
            }
            answer = _patiently(
                lambda: self._connection().call("POST", "/v1/workers", body), float("inf"), self._stopping
            )
            for context in self._running.values():
                context._stopped.set()
            self._id = answer["workerId"]
            self._heartbeat = answer["heartbeatSeconds"]
            log.info("Registered as %s", self._id)

    def _poll_until_stopped(self):
        while not self._stopping.is_set():
            with self._freed:
                free = self._concurrency - len(self._running)
                if free <= 0:
                    self._freed.wait(1.0)
                    continue
                mine = self._id
            try:
                runs = self._connection().call("POST", "/v1/workers/%s/poll?wait=2&max=%d" % (mine, free))
            except Problem as e:
                if e.status != 404:
                    log.warning("The engine refused a poll: %s", e)
                    time.sleep(1.0)
                else:
                    self._reregister(mine)
                continue
            except Unavailable as e:
                log.warning("The engine is away: %s", e)
                time.sleep(0.5)
                continue
            self._take(runs)

    def _reregister(self, lost):
        try:
            self._register(lost)
        except (Problem, Unavailable) as e:
            log.warning("The engine did not take this worker: %s", e)
            time.sleep(1.0)

    def _take(self, runs):
        with self._lock:
            for run in runs:
                if _key(run) not in self._running:
                    context = Context(self, run)
                    self._running[_key(run)] = context
                    self._work.put((run, context))

    def _work_off(self):
        while True:
            item = self._work.get()
            if item is None:
                return
            run, context = item
            try:
                self._finish(run, *self._outcome(run, context))
            except Exception:
                log.exception("What came of task %s could not be told", run["id"])
            finally:
                with self._freed:
                    self._running.pop(_key(run), None)
                    self._freed.notify()

    def _outcome(self, run, context):
        """What to tell, and with which body."""
        try:
            return "complete", {"result": self._call(run, context)}
        except Replace as e:
            return "replace", e.canvas
        except Retry as e:
            return "fail", {"error": _error(e.__cause__ or e), "retry": True, "countdown": e.countdown}
        except Reject as e:
            return "fail", {"error": _error(e), "retry": False}
        except Exception as e:
            return "fail", {"error": _error(e)}

    def _call(self, run, context):
        task = self._tasks[run["name"]]
        before = [context] if task.bind else []
        work = run.get("map")
        if work is None:
            return task.function(*before, *run["args"], **run["kwargs"])
        results = []
        for item in work["items"]:
            first = item if work["kind"] == "starmap" else [item]
            results.append(task.function(*before, *first, *run["args"], **run["kwargs"]))
        return results

    def _finish(self, run, what, body):
        try:
            self._tell(run, what, body)
        except Problem as e:
            if e.status in (404, 409):
                log.info("Task %s went on without this run: %s", run["id"], e)
            else:
                # The engine does not take this outcome, so there has to be another one.
                self._tell(run, "fail", {"error": _error(e), "retry": False})
        except (TypeError, ValueError) as e:
            self._tell(run, "fail", {"error": _error(e), "retry": False})

    def _tell(self, run, what, body):
        path = "/v1/tasks/%s/runs/%s/%s" % (run["id"], run["run"], what)
        return _patiently(lambda: self._connection().call("POST", path, body), 60.0)

    def _beat(self):
        while not self._stopping.wait(self._heartbeat * 0.8) or self._running:
            with self._lock:
                mine = self._id
                running = dict(self._running)
            body = {"running": [{"id": task, "run": run} for task, run in running]}
            try:
                answer = self._connection().call("POST", "/v1/workers/%s/heartbeat" % mine, body)
                for context in running.values():
                    if context.id in answer["revoked"]:
                        context._stopped.set()
            except Problem as e:
                if e.status == 404:
                    self._reregister(mine)
            except Unavailable as e:
                log.info("No heartbeat: %s", e)
            if self._stopping.is_set():
                time.sleep(min(1.0, self._heartbeat * 0.8))

    def _drain(self, seconds):
        end = time.monotonic() + seconds
        with self._freed:
            while self._running and time.monotonic() < end:
                self._freed.wait(0.1)


def _key(run):
    return run["id"], run["run"]


def _authorization(key):
    return {"Authorization": "Bearer " + key} if key else {}


def _error(e):
    kind = type(e)
    name = kind.__name__ if kind.__module__ == "builtins" else "%s.%s" % (kind.__module__, kind.__qualname__)
    trace = "".join(traceback.format_exception(kind, e, e.__traceback__))
    return {"type": name, "message": str(e), "traceback": trace}
