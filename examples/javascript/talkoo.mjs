/**
 * Talkoo for Node.js: a worker that runs tasks, and a client that submits them. No dependencies; Node 18 or later.
 *
 *     const worker = new Worker("http://127.0.0.1:8080", { concurrency: 4 });
 *     worker.task("js.resize", async (path, width) => { ... }, { retry: { maxRetries: 3 } });
 *     await worker.run();                      // until SIGTERM or Ctrl-C
 *
 *     const client = new Client("http://127.0.0.1:8080");
 *     const task = await client.submit("js.resize", ["a.png", 50]);
 *     await client.result(task.id, 30);
 */

import { randomUUID } from "node:crypto";
import http from "node:http";
import https from "node:https";
import { setTimeout as sleep } from "node:timers/promises";

/** The engine refused a call: `status` is HTTP's, `type` the stable code, `problem` all that it said. */
export class Problem extends Error {
  constructor(status, problem) {
    super(problem.detail ?? problem.title ?? `status ${status}`);
    this.name = "Problem";
    this.status = status;
    this.type = problem.type;
    this.problem = problem;
  }
}

/** The engine could not be reached, or did not answer in time; what was asked for may have happened. */
export class Unavailable extends Error {
  name = "Unavailable";
}

/** The task failed or was revoked; `status` is all that is known of it. */
export class TaskFailed extends Error {
  constructor(status) {
    super(`${status.error?.type}: ${status.error?.message}`);
    this.name = "TaskFailed";
    this.status = status;
  }
}

/** Thrown by a task that wants to run again, after `countdown` seconds or as its policy says. */
export class Retry extends Error {
  name = "Retry";

  constructor(message = "asked for a retry", countdown = null) {
    super(message);
    this.countdown = countdown;
  }
}

/** Thrown by a task that failed, and need not be tried again. */
export class Reject extends Error {
  name = "Reject";
}

/** Thrown by a task whose result is to be that of a canvas. */
export class Replace extends Error {
  name = "Replace";

  constructor(canvas) {
    super("replaced");
    this.canvas = canvas;
  }
}

/** Thrown in a task that asks after its run is not the current one any more. */
export class Revoked extends Error {
  name = "Revoked";
}

const pause = (seconds) => sleep(seconds * 1000);

/** Kept connections to a node. */
class Connection {
  #base;
  #headers;
  #agent;
  #request;

  constructor(url, key) {
    this.#base = new URL(url);
    const secure = this.#base.protocol === "https:";
    if (!secure && this.#base.protocol !== "http:") {
      throw new TypeError(`expected a URL such as http://127.0.0.1:8080, got ${url}`);
    }
    this.#headers = key ? { Authorization: `Bearer ${key}` } : {};
    this.#agent = new (secure ? https : http).Agent({ keepAlive: true });
    this.#request = secure ? https.request : http.request;
  }

  /** The answer's value; null for 204. Throws Problem and Unavailable. */
  async call(method, path, body, signal) {
    const { status, text } = await this.#exchange(method, path, body, signal);
    if (status === 204) {
      return null;
    }
    const answer = parsed(text);
    if (status === 503) {
      throw new Unavailable(answer.detail ?? "the engine is not ready");
    }
    if (status >= 400) {
      throw new Problem(status, answer);
    }
    return answer;
  }

  #exchange(method, path, body, signal) {
    const data = body === undefined ? null : Buffer.from(JSON.stringify(body));
    const headers = data ? { ...this.#headers, "Content-Type": "application/json", "Content-Length": data.length } : this.#headers;
    return new Promise((resolve, reject) => {
      const failed = (e) => reject(new Unavailable(`${method} ${path}: ${e.message}`));
      const options = { method, headers, agent: this.#agent, signal, timeout: 75_000 };
      const request = this.#request(new URL(path, this.#base), options, (response) => {
        const chunks = [];
        response.on("data", (chunk) => chunks.push(chunk));
        response.on("error", failed);
        response.on("end", () => resolve({ status: response.statusCode, text: Buffer.concat(chunks).toString() }));
      });
      request.on("error", failed);
      request.on("timeout", () => request.destroy(new Error("no answer in time")));
      request.end(data ?? undefined);
    });
  }

  close() {
    this.#agent.destroy();
  }
}

function parsed(text) {
  try {
    return text ? JSON.parse(text) : {};
  } catch {
    return { detail: text.slice(0, 200) };
  }
}

/** Repeats what is worth a repeat, which the engine takes once whatever happens in between. */
async function patiently(call, seconds, stopped = () => false) {
  const giveUp = Date.now() + seconds * 1000;
  for (let wait = 0.1; ; wait = Math.min(2, wait * 2)) {
    try {
      return await call();
    } catch (e) {
      const worthIt = e instanceof Unavailable || (e instanceof Problem && e.status === 429);
      if (!worthIt || Date.now() > giveUp || stopped()) {
        throw e;
      }
    }
    await pause(wait * (0.5 + Math.random()));
  }
}

/** Submits tasks and asks for them. Repeats a call for `patience` seconds while the engine is away. */
export class Client {
  #connection;
  #patience;

  constructor(url, { key, patience = 30 } = {}) {
    this.#connection = new Connection(url, key);
    this.#patience = patience;
  }

  /** Any call of the HTTP contract. */
  call(method, path, body) {
    return patiently(() => this.#connection.call(method, path, body), this.#patience);
  }

  /** Submits a task; `options` are the other fields of the contract, such as {countdown: 10}. Resolves to its status. */
  submit(name, args = [], options = {}) {
    return this.call("POST", "/v1/tasks", { id: randomUUID(), name, args, ...options });
  }

  /** Submits a canvas such as {chain: [...]}; resolves to the workflow's status. Not repeated by itself. */
  submitWorkflow(canvas) {
    return this.#connection.call("POST", "/v1/workflows", canvas);
  }

  /** The task's status, once it is ready or after `wait` seconds (60 at most). */
  status(id, wait = 0) {
    return this.call("GET", `/v1/tasks/${id}?wait=${wait.toFixed(3)}`);
  }

  /** The task's result. Rejects with TaskFailed if it failed or was revoked, and with an Error if it is not ready in time. */
  async result(id, wait = 60) {
    const end = Date.now() + wait * 1000;
    for (;;) {
      const status = await this.status(id, Math.max(0, Math.min(60, (end - Date.now()) / 1000)));
      if (status.successful) {
        return status.result;
      }
      if (status.ready) {
        throw new TaskFailed(status);
      }
      if (Date.now() >= end) {
        throw new Error(`task ${id} is ${status.state}`);
      }
    }
  }

  /** Cancels a task; one that runs goes on, unless `terminate`. */
  revoke(id, { terminate = false, reason = null } = {}) {
    return this.call("POST", `/v1/tasks/${id}/revoke`, { terminate, reason });
  }

  close() {
    this.#connection.close();
  }
}

/** What a task finds in `this`: a function with a body of its own, not an arrow. */
class Context {
  #tell;
  #stop = new AbortController();

  constructor(run, tell) {
    this.id = run.id;
    this.attempt = run.attempt;
    this.retries = run.retries;
    this.headers = run.headers;
    this.kwargs = run.kwargs;
    this.deadline = run.deadline;
    this.#tell = (body) => tell(run, "progress", body);
  }

  /** Aborts when nobody waits for this run any more: hand it to fetch and its like. */
  get signal() {
    return this.#stop.signal;
  }

  get revoked() {
    return this.#stop.signal.aborted;
  }

  stop() {
    this.#stop.abort();
  }

  /** Shows how far the task is. Rejects with Revoked when it need not go on. */
  async progress(meta = null, state = "PROGRESS") {
    try {
      await this.#tell({ state, meta });
    } catch (e) {
      if (e instanceof Problem && (e.status === 404 || e.status === 409)) {
        this.stop();
        throw new Revoked(e.message);
      }
      throw e;
    }
  }
}

/** Runs tasks, up to `concurrency` at a time. */
export class Worker {
  #connection;
  #name;
  #queues;
  #concurrency;
  #tasks = new Map();
  #running = new Map();
  #id = null;
  #registering = null;
  #heartbeat = 5;
  #stopping = false;
  #polling = new AbortController();
  #freed = () => {};

  constructor(url, { name = "javascript", queues = ["default"], concurrency = 4, key } = {}) {
    this.#connection = new Connection(url, key);
    this.#name = name;
    this.#queues = queues;
    this.#concurrency = concurrency;
  }

  /** Makes a function a task. `declaration` are fields of the contract: queue, retry, timeLimit, rateLimit ... */
  task(name, handler, declaration = {}) {
    this.#tasks.set(name, { handler, declaration: { name, ...declaration } });
    return this;
  }

  /** Works until `stop` is called, or SIGTERM or SIGINT comes; running tasks may end within `drain` seconds. */
  async run({ signals = true, drain = 30 } = {}) {
    const stop = () => this.stop();
    if (signals) {
      process.on("SIGTERM", stop).on("SIGINT", stop);
    }
    try {
      await this.#register(null);
      this.#beat();
      await this.#pollUntilStopped();
      await this.#drain(drain);
      await this.#connection.call("DELETE", `/v1/workers/${this.#id}`);
    } catch (e) {
      if (!(e instanceof Unavailable || e instanceof Problem) || !this.#stopping) {
        throw e;
      }
    } finally {
      process.off("SIGTERM", stop).off("SIGINT", stop);
      this.#connection.close();
    }
  }

  async #drain(seconds) {
    const late = new AbortController();
    const ended = Promise.allSettled([...this.#running.values()].map((each) => each.ended));
    await Promise.race([ended, sleep(seconds * 1000, undefined, { signal: late.signal }).catch(() => {})]);
    late.abort();
  }

  /** Takes no more tasks; `run` resolves once those that run have ended. */
  stop() {
    this.#stopping = true;
    this.#polling.abort();
    this.#freed();
  }

  /** Once for all who found that worker `lost` is not known any more. */
  #register(lost) {
    if (this.#id !== lost) {
      return Promise.resolve();
    }
    this.#registering ??= this.#registerAnew().finally(() => (this.#registering = null));
    return this.#registering;
  }

  async #registerAnew() {
    const body = {
      name: this.#name,
      queues: this.#queues,
      tasks: [...this.#tasks.values()].map((task) => task.declaration),
      concurrency: this.#concurrency,
    };
    const call = () => this.#connection.call("POST", "/v1/workers", body);
    const answer = await patiently(call, Infinity, () => this.#stopping);
    this.#running.forEach((each) => each.context.stop());
    this.#id = answer.workerId;
    this.#heartbeat = answer.heartbeatSeconds;
  }

  async #pollUntilStopped() {
    while (!this.#stopping) {
      const free = this.#concurrency - this.#running.size;
      if (free <= 0) {
        await new Promise((resolve) => (this.#freed = resolve));
        continue;
      }
      const mine = this.#id;
      try {
        const path = `/v1/workers/${mine}/poll?wait=20&max=${free}`;
        const runs = await this.#connection.call("POST", path, undefined, this.#polling.signal);
        runs.filter((run) => !this.#running.has(key(run))).forEach((run) => this.#begin(run));
      } catch (e) {
        await this.#afterFault(e, mine);
      }
    }
  }

  async #afterFault(e, mine) {
    if (this.#stopping) {
      return;
    }
    if (e instanceof Problem && e.status === 404) {
      await this.#register(mine);
    } else if (e instanceof Problem || e instanceof Unavailable) {
      await pause(0.5);
    } else {
      throw e;
    }
  }

  #begin(run) {
    const context = new Context(run, (...told) => this.#tell(...told));
    const ended = this.#workOff(run, context).finally(() => {
      this.#running.delete(key(run));
      this.#freed();
    });
    this.#running.set(key(run), { id: run.id, run: run.run, context, ended });
  }

  async #workOff(run, context) {
    const [what, body] = await this.#outcome(run, context);
    try {
      await this.#tell(run, what, body);
    } catch (e) {
      const overtaken = e instanceof Problem && (e.status === 404 || e.status === 409);
      if (!overtaken) {
        // The engine does not take this outcome, so there has to be another one.
        await this.#tell(run, "fail", { error: described(e), retry: false }).catch(() => {});
      }
    }
  }

  /** What to tell, and with which body. */
  async #outcome(run, context) {
    try {
      return ["complete", { result: (await this.#call(run, context)) ?? null }];
    } catch (e) {
      if (e instanceof Replace) {
        return ["replace", e.canvas];
      }
      if (e instanceof Retry) {
        return ["fail", { error: described(e.cause ?? e), retry: true, countdown: e.countdown }];
      }
      return ["fail", { error: described(e), ...(e instanceof Reject ? { retry: false } : {}) }];
    }
  }

  async #call(run, context) {
    const { handler } = this.#tasks.get(run.name);
    if (!run.map) {
      return handler.apply(context, run.args);
    }
    const results = [];
    for (const item of run.map.items) {
      const first = run.map.kind === "starmap" ? item : [item];
      results.push((await handler.apply(context, [...first, ...run.args])) ?? null);
    }
    return results;
  }

  #tell(run, what, body) {
    return patiently(() => this.#connection.call("POST", `/v1/tasks/${run.id}/runs/${run.run}/${what}`, body), 60);
  }

  async #beat() {
    while (!this.#stopping || this.#running.size > 0) {
      await sleep(this.#heartbeat * 800, undefined, { ref: false });
      const mine = this.#id;
      const running = [...this.#running.values()].map(({ id, run }) => ({ id, run }));
      try {
        const { revoked } = await this.#connection.call("POST", `/v1/workers/${mine}/heartbeat`, { running });
        running
          .filter(({ id }) => revoked.includes(id))
          .forEach((each) => this.#running.get(key(each))?.context.stop());
      } catch (e) {
        await this.#afterFault(e, mine).catch(() => {});
      }
    }
  }
}

const key = ({ id, run }) => `${id} ${run}`;

function described(e) {
  return e instanceof Error
    ? { type: e.name, message: e.message, traceback: e.stack ?? null }
    : { type: "Error", message: String(e), traceback: null };
}
