// How it goes at the moment: what ends and how fast, the queues, the nodes.
import { get, Refusal } from "../api.js";
import { count, perSecond, plural, span } from "../format.js";
import { html } from "../lit-html.js";
import { isFollowing } from "../live.js";
import { keep } from "../keep.js";
import { Meter, quantile, SPAN_SECONDS, STEP_SECONDS } from "../meter.js";
import { to } from "../router.js";
import { columns, lines } from "../parts/chart.js";
import { refused } from "../parts/notice.js";
import { slots } from "../parts/slots.js";
import { stateBadge } from "../parts/state.js";
import { table } from "../parts/table.js";

const ENDS = ["SUCCESS", "FAILURE", "REVOKED"];
const COUNTED = [...ENDS, "RETRY"];
const RECENT = 500;
const SPAN = `${SPAN_SECONDS / 60} min`;
/** The step that goes on is not full yet: rates are of the ones before. */
const LATEST = 2;

const sum = values => values.reduce((all, value) => all + value, 0);

const rates = (steps, state) => steps.map(step => (step[state] * step.scale) / STEP_SECONDS);
const latest = values => sum(values.slice(-1 - LATEST, -1)) / LATEST;

function throughput(steps) {
  const layers = ENDS.map(state => {
    const values = rates(steps, state);
    return { name: state, kind: `state-${state.toLowerCase()}`, values, value: perSecond(latest(values)) };
  });
  const all = perSecond(sum(layers.map(layer => latest(layer.values))));
  const lost = sum(steps.map(step => step.lost));
  return columns({
    title: lost ? "Tasks ended per second, estimated" : "Tasks ended per second", layers, show: perSecond, span: SPAN,
    label: `Tasks ended per second over the last ${SPAN}, by state; at the moment ${all}`,
  });
}

function latency(steps) {
  const layer = (name, kind, list, part) => {
    const values = steps.map(step => quantile(step[list], part));
    return { name, kind, values, value: span(quantile(steps.slice(-12).flatMap(step => step[list]), part)) };
  };
  const layers = [
    layer("run, median", "state-started", "runs", 0.5), layer("run, 95 %", "state-revoked", "runs", 0.95),
    layer("wait, 95 %", "state-retry dashed", "waits", 0.95)];
  return lines({
    title: "How long tasks ran and waited", layers, show: span, span: SPAN,
    label: `Run and waiting times over the last ${SPAN}; in the last minute ${layers.map(({ name, value }) => `${name} ${value}`).join(", ")}`,
  });
}

const tile = (name, figure, note, href) => html`
  <a class="tile" href=${href}><span class="soft">${name}</span><strong>${figure}</strong><span class="soft">${note}</span></a>`;

const tiles = (queues, cluster, steps) => {
  const all = field => sum(queues.map(queue => queue[field]));
  const capacity = sum(cluster.members.map(node => node.slots));
  return html`
    <div class="tiles">
      ${tile("Ready", count(all("ready")), "could start now", "#/queues")}
      ${tile("Scheduled", count(all("scheduled")), "for later", "#/queues")}
      ${tile("Running", count(all("running")), `of ${plural(capacity, "slot")}`, "#/cluster")}
      ${COUNTED.map(state => tile(stateBadge(state), count(sum(steps.map(step => Math.round(step[state] * step.scale)))),
        `in ${SPAN}`, to(["tasks"], { state })))}
    </div>`;
};

const queueColumns = steps => [
  { title: "Queue", kind: "name", cell: queue => html`<a href=${to(["tasks"], { queue: queue.name })}>${queue.name}</a>` },
  { title: "Ready", kind: "number", cell: queue => count(queue.ready) },
  { title: "Running", kind: "number", cell: queue => `${count(queue.running)} of ${count(queue.concurrency)}` },
  { title: "Ended", kind: "number", cell: queue =>
    perSecond(latest(steps.map(step => ((step.queues.get(queue.name) ?? 0) * step.scale) / STEP_SECONDS))) },
];

const NODES = [
  { title: "Node", kind: "name", cell: node => html`<a href="#/cluster">${node.id}</a>` },
  { title: "Condition", cell: node => node.status },
  { title: "Slots in use", kind: "number", cell: slots },
];

const view = ([queues, cluster], steps) => html`
  ${tiles(queues, cluster, steps)}
  <div class="pair">${throughput(steps)}${latency(steps)}</div>
  <div class="pair">
    <section><h2>Queues</h2>${table("Queues", queueColumns(steps), queues)}</section>
    <section><h2>Nodes</h2>${table("Nodes", NODES, cluster.members)}</section>
  </div>`;

/** What ended shortly before the page was opened, so that the charts do not begin with nothing. */
async function remember(meter) {
  const oldest = Date.now() - 1000 * SPAN_SECONDS;
  const { tasks } = await get(`/v1/tasks?limit=${RECENT}`);
  tasks.filter(task => task.finishedAt && Date.parse(task.finishedAt) > oldest)
    .forEach(task => meter.add(task, Date.parse(task.finishedAt)));
}

export function overview(place, draw) {
  const meter = new Meter();
  let loaded = null;

  const show = () => draw(html`
    <h1>Overview</h1>
    ${loaded instanceof Refusal ? refused(loaded, () => kept.again()) : view(loaded, meter.steps())}`);

  const kept = keep({
    nodes: true,
    settles: true,
    load: () => Promise.all([get("/v1/queues"), get("/v1/cluster")]),
    draw: answer => {
      loaded = answer;
      show();
    },
    hears: task => meter.add(task),
    lost: changes => meter.lose(changes),
  });
  // The charts move on though nothing happens; nothing is asked for.
  const clock = setInterval(() => isFollowing() && !document.hidden && loaded && show(), 1000);
  remember(meter).catch(() => {}).then(() => loaded && show());
  return {
    close() {
      clearInterval(clock);
      kept.stop();
    },
  };
}
