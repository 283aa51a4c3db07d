// The tasks, newest first: filtered, page by page, and live.
import { at, get, Refusal } from "../api.js";
import { between, span } from "../format.js";
import { html, nothing } from "../lit-html.js";
import { keep } from "../keep.js";
import { go, to } from "../router.js";
import { empty, refused } from "../parts/notice.js";
import { pager } from "../parts/pager.js";
import { STATES, stateBadge } from "../parts/state.js";
import { table } from "../parts/table.js";
import "../parts/when.js";

const LIMIT = 50;
const FILTERS = ["state", "name", "queue", "errorType", "rootId", "since", "until"];

const COLUMNS = [
  { title: "State", cell: task => stateBadge(task.state) },
  { title: "Task", kind: "name", cell: task => html`<a href=${to(["tasks", task.id])}>${task.name}</a>` },
  { title: "Id", kind: "id", cell: task => html`<span title=${task.id}>…${task.id.slice(-12)}</span>` },
  { title: "Queue", cell: task => task.queue },
  { title: "Created", kind: "number", cell: task => html`<talkoo-when at=${task.createdAt}></talkoo-when>` },
  { title: "Ran", kind: "number", cell: task => span(between(task.startedAt, task.finishedAt)) },
  { title: "Retries", kind: "number", cell: task => task.retries },
];

const select = (name, label, value, options) => html`
  <label>${label}
    <select name=${name}>
      <option value="" .selected=${!value}>any</option>
      ${[...new Set(value ? [...options, value] : options)].map(option => html`
        <option value=${option} .selected=${option === value}>${option}</option>`)}
    </select>
  </label>`;

const dated = (name, label, value) => html`
  <label>${label}<input type="datetime-local" step="1" name=${name} .value=${value ? local(value) : ""}></label>`;

/** As the input wants it: local time without a zone. */
const local = instant => {
  const date = new Date(instant);
  return new Date(date - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
};

function filterOf(form) {
  const values = Object.fromEntries(new FormData(form));
  for (const name of ["since", "until"]) {
    values[name] &&= new Date(values[name]).toISOString();
  }
  return values;
}

/** @param choice the names that there are: `{ types, queues }` */
const filterForm = (filter, choice) => html`
  <form class="filter" role="search" aria-label="Filter of the tasks"
    @submit=${event => event.preventDefault()} @change=${event => go(["tasks"], filterOf(event.currentTarget))}>
    ${select("state", "State", filter.state, STATES)}
    <label>Task<input name="name" list="task-names" autocomplete="off" spellcheck="false" .value=${filter.name ?? ""}></label>
    <datalist id="task-names">${choice.types.map(type => html`<option value=${type}></option>`)}</datalist>
    ${select("queue", "Queue", filter.queue, choice.queues)}
    ${dated("since", "From", filter.since)}
    ${dated("until", "To", filter.until)}
    ${filter.errorType ? html`<label>Error<input name="errorType" .value=${filter.errorType}></label>` : nothing}
    ${filter.rootId ? html`<label>Root<input name="rootId" .value=${filter.rootId}></label>` : nothing}
    ${FILTERS.some(name => filter[name]) ? html`<a class="button" href="#/tasks">Clear</a>` : nothing}
  </form>`;

const noTasks = filter => (FILTERS.some(name => filter[name])
  ? empty("No task passes this filter", html`Take something out of it, or <a href="#/tasks">clear it</a>.`)
  : empty("No tasks yet", html`Submit one, for example with <code>POST /v1/tasks</code>. It appears here at once.`));

/** That a task runs is not stored before it has run for a while; the nodes know at once. */
function asTheyRun(tasks, nodes) {
  const running = new Set(nodes.flatMap(node => node.tasks.map(task => task.id)));
  return tasks.map(task => (task.state === "PENDING" && running.has(task.id) ? { ...task, state: "STARTED" } : task));
}

export function tasks({ query }, draw) {
  const { cursor, page = "1", ...filter } = query;
  const choice = { types: [], queues: [] };

  function view(answer) {
    draw(html`
      <h1>Tasks</h1>
      ${filterForm(filter, choice)}
      ${answer instanceof Refusal ? refused(answer, () => kept.again()) : html`
        ${answer.tasks.length ? table("Tasks", COLUMNS, answer.tasks) : noTasks(filter)}
        ${pager(["tasks"], Number(page), answer.next, filter)}`}`);
  }

  async function offer() {
    const [types, queues] = await Promise.all([get("/v1/task-types"), get("/v1/queues")]);
    choice.types = types.map(type => type.name);
    choice.queues = queues.map(queue => queue.name);
  }

  const offered = offer().catch(() => {});
  const kept = keep({
    load: async () => {
      const [answer, nodes] = await Promise.all([
        get(at("/v1/tasks", { ...filter, cursor, limit: LIMIT })), get("/v1/cluster/running"), offered]);
      return { ...answer, tasks: asTheyRun(answer.tasks, nodes) };
    },
    draw: view,
    stream: at("/v1/events", { name: filter.name, queue: filter.queue }),
  });
  return { close: kept.stop };
}
