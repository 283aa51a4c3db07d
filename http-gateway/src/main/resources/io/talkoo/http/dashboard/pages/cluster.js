// The nodes that share the work, and what runs on them.
import { get, Refusal } from "../api.js";
import { plural } from "../format.js";
import { html, nothing } from "../lit-html.js";
import { keep } from "../keep.js";
import { to } from "../router.js";
import { empty, refused } from "../parts/notice.js";
import { shards } from "../parts/shards.js";
import { slots } from "../parts/slots.js";
import { table } from "../parts/table.js";
import "../parts/when.js";

const TONES = { up: "state-success", joining: "state-started", leaving: "state-retry", exiting: "state-retry", down: "state-failure" };

const health = (node, unreachable) => (unreachable.includes(node.id)
  ? html`<span class="badge state-failure">✕ unreachable</span>`
  : html`<span class="badge ${TONES[node.status] ?? "state-pending"}">● ${node.status}</span>`);

const columns = ({ leader, unreachable }) => [
  { title: "Node", kind: "name", cell: node => html`${node.id}${node.id === leader ? html` <span class="soft">leader</span>` : nothing}` },
  { title: "Condition", cell: node => health(node, unreachable) },
  { title: "Address", kind: "id", cell: node => node.address },
  { title: "Roles", cell: node => node.roles.join(", ") },
  { title: "Queues", kind: "words", cell: node => node.queues.join(", ") || "–" },
  { title: "Slots in use", kind: "number", cell: slots },
  { title: "Shards", kind: "number", cell: node => node.shards?.length ?? "–" },
  { title: "Version", kind: "number", cell: node => node.version ?? "–" },
];

const shardColumns = total => [
  { title: "Node", kind: "name", cell: row => row.id ?? html`<span class="badge state-retry">↻ on the move</span>` },
  { title: "Kept", kind: "number", cell: row => `${row.shards.length} of ${total}` },
  { title: "Which", kind: "wide", cell: row => shards(row.shards, total) },
];

/** A shard has no node for a moment while it moves, and for longer only where nobody is left to take it. */
function shardTable({ members, shards: total }) {
  const kept = members.filter(node => node.shards?.length);
  const known = new Set(kept.flatMap(node => node.shards));
  const moving = Array.from({ length: total }, (_, number) => number).filter(number => !known.has(number));
  const rows = moving.length && members.every(node => node.shards) ? [...kept, { shards: moving }] : kept;
  return html`
    <section><h2>Shards</h2>
      <p class="soft">All tasks are divided by their ids into ${total} shards. Each shard is kept by one node, which hands its tasks out to free slots of all nodes.</p>
      ${table("Shards by node", shardColumns(total), rows)}
    </section>`;
}

const RUNNING = [
  { title: "Task", kind: "name", cell: task => html`<a href=${to(["tasks", task.id])}>${task.name}</a>` },
  { title: "Id", kind: "id", cell: task => html`<span title=${task.id}>…${task.id.slice(-12)}</span>` },
  { title: "Node", cell: task => task.node },
  { title: "Queue", cell: task => task.queue },
  { title: "Started", kind: "number", cell: task => html`<talkoo-when at=${task.startedAt}></talkoo-when>` },
];

const store = ({ kind, fault }) => html`
  <p>Store: ${kind} ${fault ? html`<span class="badge state-failure">✕ ${fault}</span>` : html`<span class="badge state-success">● takes writes</span>`}</p>`;

const view = ([cluster, activity]) => {
  const running = activity.flatMap(node => node.tasks.map(task => ({ ...task, node: node.node })));
  return html`
    ${store(cluster.store)}
    ${table("Nodes", columns(cluster), cluster.members)}
    ${shardTable(cluster)}
    <section><h2>Running now: ${plural(activity.reduce((sum, node) => sum + node.running, 0), "task")}</h2>
      ${running.length ? table("Running tasks, the longest first", RUNNING, running) : empty("Nothing runs", "All slots are free.")}
    </section>`;
};

export function cluster(place, draw) {
  const kept = keep({
    nodes: true,
    load: () => Promise.all([get("/v1/cluster"), get("/v1/cluster/running")]),
    draw: answer => draw(html`
      <h1>Cluster</h1>
      ${answer instanceof Refusal ? refused(answer, () => kept.again()) : view(answer)}`),
  });
  return { close: kept.stop };
}
