// The workflows, newest first.
import { at, get, Refusal } from "../api.js";
import { between, span } from "../format.js";
import { html } from "../lit-html.js";
import { keep } from "../keep.js";
import { to } from "../router.js";
import { empty, refused } from "../parts/notice.js";
import { pager } from "../parts/pager.js";
import { stateBadge } from "../parts/state.js";
import { table } from "../parts/table.js";
import "../parts/when.js";

const LIMIT = 50;

const COLUMNS = [
  { title: "State", cell: workflow => stateBadge(workflow.state) },
  { title: "Workflow", kind: "id", cell: workflow => html`<a href=${to(["workflows", workflow.id])}>${workflow.id}</a>` },
  { title: "Submitted", kind: "number", cell: workflow => html`<talkoo-when at=${workflow.createdAt}></talkoo-when>` },
  { title: "Took", kind: "number", cell: workflow => span(between(workflow.createdAt, workflow.finishedAt)) },
];

const none = () => empty("No workflows yet", html`Submit one with <code>POST /v1/workflows</code>; the README has examples of chains, groups and chords.`);

export function workflows({ query: { cursor, page = "1" } }, draw) {
  const view = ({ workflows, next }) => html`
    ${workflows.length ? table("Workflows", COLUMNS, workflows) : none()}
    ${pager(["workflows"], Number(page), next)}`;

  const kept = keep({
    load: () => get(at("/v1/workflows", { cursor, limit: LIMIT })),
    draw: answer => draw(html`
      <h1>Workflows</h1>
      ${answer instanceof Refusal ? refused(answer, () => kept.again()) : view(answer)}`),
    concerns: task => task.ready,
  });
  return { close: kept.stop };
}
