// The queues, and what can be done to them.
import { get, path, post, Refusal, remove } from "../api.js";
import { count, plural } from "../format.js";
import { html, nothing } from "../lit-html.js";
import { keep } from "../keep.js";
import { to } from "../router.js";
import { mayOperateQueue } from "../session.js";
import { act } from "../parts/act.js";
import { ask } from "../parts/ask.js";
import { refused } from "../parts/notice.js";
import { table } from "../parts/table.js";
import { say } from "../parts/toast.js";
import "../parts/when.js";

const condition = queue => {
  if (queue.paused) {
    return html`<span class="badge state-retry">❙❙ paused</span>`;
  }
  if (queue.concurrency) {
    return html`<span class="badge state-success">● open</span>`;
  }
  // Only where something waits does it matter.
  return html`<span class="badge ${queue.ready ? "state-failure" : "state-pending"}">✕ nobody serves it</span>`;
};

const oldest = ({ oldestReadySeconds: seconds }) => (seconds == null
  ? "–"
  : html`<talkoo-when at=${new Date(Date.now() - 1000 * seconds).toISOString()}></talkoo-when>`);

export function queues(place, draw) {
  const call = (event, work) => act(event, work).then(() => kept.again());

  const setPaused = (event, queue) => call(event, () =>
    post(path("v1", "queues", queue.name, queue.paused ? "resume" : "pause")));

  const purge = (event, queue) => call(event, async () => {
    const sure = await ask({
      title: `Purge ${queue.name}?`,
      text: `All that waits in it is revoked: ${plural(queue.ready, "ready task")} and ${count(queue.scheduled)} with a time to come. `
        + "What runs goes on.",
      action: "Purge",
    });
    if (sure) {
      const { purged } = await remove(path("v1", "queues", queue.name, "tasks"));
      say(`${queue.name} is purged`, `${plural(purged, "task")} revoked.`);
    }
  });

  const columns = [
    { title: "Queue", kind: "name", cell: queue => html`<a href=${to(["tasks"], { queue: queue.name })}>${queue.name}</a>` },
    { title: "Condition", cell: condition },
    { title: "Ready", kind: "number", cell: queue => count(queue.ready) },
    { title: "Scheduled", kind: "number", cell: queue => count(queue.scheduled) },
    { title: "Running", kind: "number", cell: queue => `${count(queue.running)} of ${count(queue.concurrency)}` },
    { title: "Oldest waiting", kind: "number", cell: oldest },
  ];

  const buttons = { title: "Do", kind: "actions", cell: queue => (mayOperateQueue(queue.name) ? html`
      <button type="button" aria-label="${queue.paused ? "Resume" : "Pause"} ${queue.name}"
        @click=${event => setPaused(event, queue)}>${queue.paused ? "Resume" : "Pause"}</button>
      <button class="danger" type="button" aria-label="Purge ${queue.name}"
        @click=${event => purge(event, queue)}>Purge</button>` : nothing) };

  const view = queues => {
    const isOperated = queues.some(queue => mayOperateQueue(queue.name));
    return table("Queues", isOperated ? [...columns, buttons] : columns, queues);
  };

  const kept = keep({
    nodes: true,
    settles: true,
    load: () => get("/v1/queues"),
    draw: answer => draw(html`
      <h1>Queues</h1>
      ${answer instanceof Refusal ? refused(answer, () => kept.again()) : view(answer)}`),
  });
  return { close: kept.stop };
}
