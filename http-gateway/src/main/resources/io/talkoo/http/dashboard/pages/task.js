// One task, followed from event to event until it has ended.
import { at, get, parseExactly, path, post, Refusal } from "../api.js";
import { family } from "../family.js";
import { between, span } from "../format.js";
import { html, nothing } from "../lit-html.js";
import { atMostEvery, isFollowing, listen } from "../live.js";
import { to } from "../router.js";
import { mayOperate } from "../session.js";
import { act } from "../parts/act.js";
import { ask } from "../parts/ask.js";
import { fault } from "../parts/fault.js";
import { drawing } from "../parts/graph.js";
import { json } from "../parts/json.js";
import { refused } from "../parts/notice.js";
import { progress } from "../parts/progress.js";
import { stateBadge } from "../parts/state.js";
import { hasAttempts, timeline } from "../parts/timeline.js";
import { say } from "../parts/toast.js";
import "../parts/when.js";

const MOST_RELATED = 1000;

const isEmpty = value => value == null || Object.keys(value).length === 0;
const when = instant => (instant ? html`<talkoo-when at=${instant}></talkoo-when>` : "–");
const other = id => (id ? html`<a class="id" href=${to(["tasks", id])}>${id}</a>` : "–");

const fact = (name, value, kind = "") => html`<div class=${kind}><dt>${name}</dt><dd>${value}</dd></div>`;

const facts = task => html`
  <dl class="facts">
    ${fact("Queue", html`<a href=${to(["tasks"], { queue: task.queue })}>${task.queue}</a>`)}
    ${fact("Priority", task.priority)}
    ${fact("Submitted", when(task.createdAt))}
    ${task.eta ? fact("Not before", when(task.eta)) : nothing}
    ${task.expiresAt ? fact("Expires", when(task.expiresAt)) : nothing}
    ${fact("Started", when(task.startedAt))}
    ${fact("Ended", when(task.finishedAt))}
    ${fact("Ran", span(between(task.startedAt, task.finishedAt)))}
    ${fact("Node", task.worker ?? "–")}
    ${fact("Retries", task.retries)}
    ${fact("Deliveries", task.deliveries)}
    ${task.parentId ? fact("Parent", other(task.parentId), "wide") : nothing}
    ${task.rootId !== task.id ? fact("Root", other(task.rootId), "wide") : nothing}
    ${task.groupId ? fact("Group", html`<span class="id">${task.groupId}</span>`, "wide") : nothing}
  </dl>`;

const section = (title, content) => html`<section><h2>${title}</h2>${content}</section>`;

const headers = task => section("Headers", html`
  <dl class="facts">${Object.entries(task.headers).map(([name, value]) => fact(name, value, "wide"))}</dl>`);

const content = task => html`
  ${task.ready || isEmpty(task.meta) ? nothing : section("Progress", html`${progress(task.meta)}${json(task.meta, "Progress as reported")}`)}
  ${task.error ? fault(task.error) : nothing}
  ${task.state === "SUCCESS" ? section("Result", json(task.result, "Result")) : nothing}
  ${section("Arguments", html`
    ${json(task.args, "Arguments")}
    ${isEmpty(task.kwargs) ? nothing : json(task.kwargs, "Named arguments")}`)}
  ${hasAttempts(task) ? section("Attempts", timeline(task)) : nothing}
  ${isEmpty(task.headers) ? nothing : headers(task)}`;

/** A word of the task's own tells how far it is. */
const runs = ({ state }) => state !== "PENDING" && state !== "RETRY";

const askRevoke = task => ask({
  title: "Revoke this task?",
  text: runs(task) ? "It runs at the moment: without an interrupt it goes on, but does not start again." : "It will not start any more.",
  action: "Revoke",
  fields: html`
    <label>Reason, kept with the task<input name="reason" maxlength="500" autocomplete="off"></label>
    <label class="check"><input type="checkbox" name="terminate"> Interrupt it if it runs</label>`,
});

export function task({ parts: [, id] }, draw) {
  const address = path("v1", "tasks", id);
  let status = null;
  let related = [];
  let stopStream = () => {};
  let stopOthers = null;
  let isOver = false;
  const relatives = atMostEvery(1000, relate);

  const view = () => draw(html`
    <header class="title">
      <div><p class="soft"><a href="#/tasks">Tasks</a> / <span class="id">${id}</span></p><h1>${status.name}</h1></div>
      <div class="buttons">${stateBadge(status.state)}${mayOperate() && status.state !== "SUCCESS" ? button() : nothing}</div>
    </header>
    ${facts(status)}
    ${content(status)}
    ${related.length > 1 ? section("Workflow", drawing(family(related), id)) : nothing}`);

  /** What succeeded cannot run again. */
  const button = () => (status.ready
    ? html`<button type="button" @click=${retry}>Run again</button>`
    : html`<button class="danger" type="button" @click=${revoke}>Revoke</button>`);

  const retry = event => act(event, async () => {
    take(await post(`${address}/retry`));
    say("It runs again");
  }).then(isDone => isDone && follow());

  const revoke = event => act(event, async () => {
    const form = await askRevoke(status);
    if (form) {
      take(await post(`${address}/revoke`, { terminate: form.has("terminate"), reason: form.get("reason") || null }));
      say("Revoked", "The task will not start any more.");
    }
  });

  function take(next) {
    const isNews = status?.state !== next.state;
    status = next;
    view();
    if (status.ready) {
      stopStream();
    }
    if (isNews) {
      relatives.ask();
    }
  }

  /** The others of its workflow go on while this one may have ended. */
  async function relate() {
    const page = await get(at("/v1/tasks", { rootId: status.rootId, limit: MOST_RELATED })).catch(() => null);
    if (isOver) {
      return;
    }
    related = page?.tasks ?? related;
    view();
    if (related.length > 1 && related.some(one => one.id !== id && !one.ready)) {
      stopOthers ??= listen("/v1/events", { open: relatives.ask, status: one => one.rootId === status.rootId && one.id !== id && relatives.ask() });
    } else {
      stopOthers?.();
      stopOthers = null;
    }
  }

  async function load() {
    const answer = await get(address, parseExactly).catch(refusal => refusal);
    if (!(answer instanceof Refusal)) {
      take(answer);
      status.ready || follow();
    } else if (!status) {
      gone(answer);
    }
  }

  const gone = refusal => draw(html`<h1>Task</h1>${refused(refusal, load)}`);

  function follow() {
    stopStream();
    // What the page asked for may come when another one is shown.
    if (!isOver) {
      stopStream = listen(`${address}/events`, { refused: gone, status: next => isFollowing() && take(next) }, parseExactly);
    }
  }

  document.addEventListener("talkoo-follow", load);
  load();
  return {
    close() {
      isOver = true;
      document.removeEventListener("talkoo-follow", load);
      relatives.stop();
      stopStream();
      stopOthers?.();
    },
  };
}
