// An example worker: node worker.mjs [URL] [CONCURRENCY]; TALKOO_API_KEY is its key, where the node asks for one.

import { setTimeout as sleep } from "node:timers/promises";
import { Replace, Retry, Worker } from "./talkoo.mjs";

const [url = "http://127.0.0.1:8080", concurrency = "4"] = process.argv.slice(2);
const worker = new Worker(url, {
  name: "javascript-example",
  concurrency: Number(concurrency),
  key: process.env.TALKOO_API_KEY,
});

worker.task("js.add", (a, b) => a + b);

/** Shows how far it is, and ends when it is revoked. */
worker.task("js.count", async function (total, pause = 0.1) {
  for (let current = 1; current <= total; current++) {
    await sleep(pause * 1000, undefined, { signal: this.signal });
    await this.progress({ current, total });
  }
  return total;
});

worker.task("js.fail", (message) => {
  throw new TypeError(message);
});

/** Succeeds after that many failures. */
worker.task(
  "js.flaky",
  function (failures) {
    if (this.retries < failures) {
      throw new Retry(`attempt ${this.attempt} of ${failures + 1}`, 0);
    }
    return this.attempt;
  },
  { retry: { maxRetries: 5, delay: 0, jitter: false } },
);

/** Has another task do it. */
worker.task("js.sum", (...numbers) => {
  const last = numbers.pop();
  throw new Replace({ task: { name: "js.add", args: [numbers.reduce((a, b) => a + b, 0), last] } });
});

await worker.run();
