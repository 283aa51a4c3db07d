// One workflow, followed from event to event until it has ended.
import { get, parseExactly, path, post } from "../api.js";
import { html, nothing } from "../lit-html.js";
import { isFollowing, listen } from "../live.js";
import { to } from "../router.js";
import { steps } from "../steps.js";
import { mayOperate } from "../session.js";
import { act } from "../parts/act.js";
import { ask } from "../parts/ask.js";
import { fault } from "../parts/fault.js";
import { drawing } from "../parts/graph.js";
import { json } from "../parts/json.js";
import { refused } from "../parts/notice.js";
import { stateBadge } from "../parts/state.js";
import { say } from "../parts/toast.js";

const COUNTED = { pending: "PENDING", started: "STARTED", success: "SUCCESS", failure: "FAILURE", revoked: "REVOKED" };

const counts = workflow => html`
  <dl class="facts">${Object.entries(COUNTED).map(([field, state]) => html`
    <div><dt>${stateBadge(state)}</dt><dd>${workflow.counts[field]}</dd></div>`)}</dl>`;

const isTask = (node, id) => (node.id === id && node.kind === "task") || node.children.some(child => isTask(child, id));

export function workflow({ parts: [, id] }, draw) {
  const address = path("v1", "workflows", id);
  let stop = () => {};
  let isOver = false;

  const revoke = event => act(event, async () => {
    const sure = await ask({
      title: "Revoke this workflow?",
      text: "What has not ended does not start any more; what runs goes on.",
      action: "Revoke",
    });
    if (sure) {
      view(await post(`${address}/revoke`));
      say("Revoked", "No further step will start.");
    }
  });

  const view = workflow => draw(html`
    <header class="title">
      <div><p class="soft"><a href="#/workflows">Workflows</a> / <span class="id">${id}</span></p><h1>Workflow</h1></div>
      <div class="buttons">${stateBadge(workflow.state)}
        ${workflow.ready || !mayOperate() ? nothing : html`<button class="danger" type="button" @click=${revoke}>Revoke</button>`}</div>
    </header>
    ${counts(workflow)}
    <section><h2>Steps</h2>${drawing(steps(workflow.root), id)}</section>
    ${workflow.error ? fault(workflow.error) : nothing}
    ${workflow.state === "SUCCESS" ? html`<section><h2>Result</h2>${json(workflow.result, "Result")}</section>` : nothing}
    ${isTask(workflow.root, id) ? html`<section><a href=${to(["tasks", id])}>The task with the result</a></section>` : nothing}`);

  function take(workflow) {
    view(workflow);
    workflow.ready && stop();
  }

  async function load() {
    try {
      const workflow = await get(address, parseExactly);
      take(workflow);
      // What the page asked for may come when another one is shown.
      if (!workflow.ready && !isOver) {
        stop();
        stop = listen(`${address}/events`, { refused: gone, status: next => isFollowing() && take(next) }, parseExactly);
      }
    } catch (refusal) {
      gone(refusal);
    }
  }

  const gone = refusal => draw(html`<h1>Workflow</h1>${refused(refusal, load)}`);

  document.addEventListener("talkoo-follow", load);
  load();
  return {
    close() {
      isOver = true;
      document.removeEventListener("talkoo-follow", load);
      stop();
    },
  };
}
