// What failed, grouped by the type of the error and the task.
import { get, post, Refusal } from "../api.js";
import { count, plural } from "../format.js";
import { html } from "../lit-html.js";
import { keep } from "../keep.js";
import { to } from "../router.js";
import { mayOperate } from "../session.js";
import { act } from "../parts/act.js";
import { ask } from "../parts/ask.js";
import { empty, refused } from "../parts/notice.js";
import { table } from "../parts/table.js";
import { say } from "../parts/toast.js";
import "../parts/when.js";

export function failures(place, draw) {
  const retry = (event, group) => act(event, async () => {
    const sure = await ask({
      title: `Run ${plural(group.count, "task")} again?`,
      text: `All of ${group.name} that failed with ${group.errorType}.`,
      action: "Run again",
    });
    if (sure) {
      const { retried } = await post("/v1/tasks/retry", { errorType: group.errorType, name: group.name });
      say(`${plural(retried, "task")} ${retried === 1 ? "runs" : "run"} again`);
    }
  }).then(() => kept.again());

  const columns = [
    { title: "Error", kind: "name", cell: group => html`
      <a href=${to(["tasks"], { errorType: group.errorType, name: group.name })}>${group.errorType}</a>` },
    { title: "Task", kind: "words", cell: group => group.name },
    { title: "Failed", kind: "number", cell: group => count(group.count) },
    { title: "Last", kind: "number", cell: group => html`
      <a href=${to(["tasks", group.lastId])}><talkoo-when at=${group.lastAt}></talkoo-when></a>` },
    ...(mayOperate() ? [{ title: "Do", kind: "actions", cell: group => html`
      <button type="button" aria-label="Run again all of ${group.name} that failed with ${group.errorType}"
        @click=${event => retry(event, group)}>Run all again</button>` }] : []),
  ];

  const none = () => empty("Nothing failed", "As long as results are kept, what fails is listed here by its error.");

  const kept = keep({
    load: () => get("/v1/failures?limit=100"),
    draw: answer => draw(html`
      <h1>Failures</h1>
      ${answer instanceof Refusal ? refused(answer, () => kept.again())
        : answer.length ? table("Failures by error and task", columns, answer) : none()}`),
    // What runs again is no failure any more.
    concerns: ({ state }) => state === "FAILURE" || state === "PENDING",
  });
  return { close: kept.stop };
}
