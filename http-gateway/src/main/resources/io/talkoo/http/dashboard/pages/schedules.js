// The schedules: when they run next, and what can be done to them.
import { get, path, post, Refusal } from "../api.js";
import { count, span } from "../format.js";
import { html } from "../lit-html.js";
import { keep } from "../keep.js";
import { to } from "../router.js";
import { mayOperate } from "../session.js";
import { act } from "../parts/act.js";
import { empty, refused } from "../parts/notice.js";
import { table } from "../parts/table.js";
import { say } from "../parts/toast.js";
import "../parts/when.js";

const when = instant => (instant ? html`<talkoo-when at=${instant}></talkoo-when>` : "–");

const rule = schedule => (schedule.cron
  ? html`<code>${schedule.cron}</code> <span class="soft">${schedule.timezone ?? "UTC"}</span>`
  : `every ${span(schedule.every)}`);

const condition = schedule => (schedule.enabled
  ? html`<span class="badge state-success">● on</span>`
  : html`<span class="badge state-retry">❙❙ paused</span>`);

const last = schedule => (schedule.lastTaskId
  ? html`<a href=${to(["tasks", schedule.lastTaskId])}>${when(schedule.lastRunAt)}</a>`
  : "never");

const none = () => empty("No schedules yet", html`Make one with <code>PUT /v1/schedules/NAME</code>; the README has an example.`);

export function schedules(place, draw) {
  const call = (event, work) => act(event, work).then(() => kept.again());

  const setPaused = (event, { name, enabled }) => call(event, () =>
    post(path("v1", "schedules", name, enabled ? "pause" : "resume")));

  const run = (event, { name }) => call(event, async () => {
    const { taskId } = await post(path("v1", "schedules", name, "run"));
    say(`${name} runs now`, html`<a href=${to(["tasks", taskId])}>See its task</a>`);
  });

  const columns = [
    { title: "Schedule", kind: "name", cell: schedule => schedule.name },
    { title: "Condition", cell: condition },
    { title: "Task", kind: "words", cell: schedule => html`<a href=${to(["tasks"], { name: schedule.task.name })}>${schedule.task.name}</a>` },
    { title: "When", kind: "rule", cell: rule },
    { title: "Next run", kind: "number", cell: schedule => when(schedule.nextRunAt) },
    { title: "Last run", kind: "number", cell: last },
    { title: "Runs", kind: "number", cell: schedule => count(schedule.runs) },
    ...(mayOperate() ? [{ title: "Do", kind: "actions", cell: schedule => html`
      <button type="button" aria-label="${schedule.enabled ? "Pause" : "Resume"} ${schedule.name}"
        @click=${event => setPaused(event, schedule)}>${schedule.enabled ? "Pause" : "Resume"}</button>
      <button type="button" aria-label="Run ${schedule.name} now" @click=${event => run(event, schedule)}>Run now</button>` }] : []),
  ];

  const kept = keep({
    load: () => get("/v1/schedules?limit=1000"),
    draw: answer => draw(html`
      <h1>Schedules</h1>
      ${answer instanceof Refusal ? refused(answer, () => kept.again())
        : answer.length ? table("Schedules", columns, answer) : none()}`),
  });
  return { close: kept.stop };
}
