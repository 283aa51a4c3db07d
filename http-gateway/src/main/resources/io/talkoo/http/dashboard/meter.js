// Counts what happens, in steps of a few seconds over the last minutes.

const STEP = 5000;
const STEPS = 60;
const MOST_SPANS = 400;

export const SPAN_SECONDS = (STEP * STEPS) / 1000;
export const STEP_SECONDS = STEP / 1000;

const fresh = at => ({ at, SUCCESS: 0, FAILURE: 0, REVOKED: 0, RETRY: 0, seen: 0, lost: 0, queues: new Map(), waits: [], runs: [] });

const seconds = (from, to) => (Date.parse(to) - Date.parse(from)) / 1000;

/** Keeps a fair sample of what would be too much. */
function sample(list, value, seen) {
  if (list.length < MOST_SPANS) {
    list.push(value);
  } else if (Math.random() * seen < MOST_SPANS) {
    list[Math.floor(Math.random() * MOST_SPANS)] = value;
  }
}

export class Meter {
  #steps = new Map();

  #step(at) {
    const number = Math.floor(at / STEP);
    if (!this.#steps.has(number)) {
      this.#steps.set(number, fresh(number * STEP));
      for (const old of this.#steps.keys()) {
        old < number - STEPS && this.#steps.delete(old);
      }
    }
    return this.#steps.get(number);
  }

  /** @param at when it happened, in epoch milliseconds */
  add(task, at = Date.now()) {
    const step = this.#step(at);
    step.seen++;
    if (!task.ready && task.state !== "RETRY") {
      return;
    }
    step[task.state]++;
    step.queues.set(task.queue, (step.queues.get(task.queue) ?? 0) + 1);
    if (task.state === "SUCCESS" && task.startedAt) {
      sample(step.waits, Math.max(0, seconds(task.eta ?? task.createdAt, task.startedAt)), step.seen);
      sample(step.runs, seconds(task.startedAt, task.finishedAt), step.seen);
    }
  }

  /** So many changes were not told: those that were stand for them too. */
  lose(changes, at = Date.now()) {
    this.#step(at).lost += changes;
  }

  /** The steps of the last minutes, the oldest first; `scale` makes up for what was lost. */
  steps(now = Date.now()) {
    const last = Math.floor(now / STEP);
    return Array.from({ length: STEPS }, (_, at) => {
      const number = last - STEPS + 1 + at;
      const step = this.#steps.get(number) ?? fresh(number * STEP);
      return { ...step, scale: step.seen ? 1 + step.lost / step.seen : 1 };
    });
  }
}

/** The value below which the given part of them lies; null of none. */
export function quantile(values, part) {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted.length ? sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] : null;
}
