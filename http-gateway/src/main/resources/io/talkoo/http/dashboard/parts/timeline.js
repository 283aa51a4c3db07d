// The attempts of a task on a time line that begins when it was submitted.
import { between, exact, span } from "../format.js";
import { html, svg } from "../lit-html.js";
import { stateBadge, tone } from "./state.js";

/** What takes no time is seen all the same; as a part of the line. */
const SHORTEST = 0.004;

const percent = part => `${(100 * Math.min(1, Math.max(0, part))).toFixed(2)}%`;

function bar(attempt, from, to, now) {
  const whole = between(from, to) || 0.001;
  const begin = Math.min(between(from, attempt.startedAt) / whole, 1 - SHORTEST);
  const length = between(attempt.startedAt, attempt.finishedAt ?? now) / whole;
  return svg`
    <line x1="0" x2="100%" y1="6" y2="6" class="rail"/>
    <rect x=${percent(begin)} width=${percent(Math.max(length, SHORTEST))} y="1" height="10" rx="2"/>`;
}

const row = (attempt, from, to, now) => html`
  <li class=${tone(attempt.outcome ?? "STARTED")}>
    <p>
      <strong>#${attempt.number}</strong> ${stateBadge(attempt.outcome ?? "STARTED")}
      <span>${span(between(attempt.startedAt, attempt.finishedAt ?? now))}</span>
      <span class="soft">on ${attempt.worker ?? "an unknown node"},
        ${attempt.startedAt ? html`begun <talkoo-when at=${attempt.startedAt}></talkoo-when>` : "begun at a time that is not known"}</span>
    </p>
    ${attempt.startedAt ? html`<svg class="attempt" aria-hidden="true">${bar(attempt, from, to, now)}</svg>` : ""}
    ${attempt.error ? html`<p class="soft">${attempt.error.type}: ${attempt.error.message}</p>` : ""}
  </li>`;

/** Those that ended, and the one that goes on. */
const attempts = task => (task.ready || !task.startedAt || task.state === "RETRY" ? task.attempts : [...task.attempts,
  { number: task.attempts.length + 1, startedAt: task.startedAt, worker: task.worker, outcome: null }]);

export const hasAttempts = task => attempts(task).length > 0;

/** @param task a status that has attempts */
export function timeline(task) {
  const now = new Date().toISOString();
  const to = task.finishedAt ?? now;
  return html`
    <ol class="timeline">${attempts(task).map(attempt => row(attempt, task.createdAt, to, now))}</ol>
    <p class="axis soft"><span title=${exact(task.createdAt)}>submitted</span>
      <span>${span(between(task.createdAt, to))}</span>
      <span title=${exact(to)}>${task.ready ? "ended" : "now"}</span></p>`;
}
