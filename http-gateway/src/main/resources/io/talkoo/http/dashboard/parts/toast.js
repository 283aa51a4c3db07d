// Short messages in a corner: what was done, and what was refused with the words of the problem.
import { html, render } from "../lit-html.js";

const STAYS = 6000;
const messages = [];
let last = 0;

const view = ({ id, bad, title, detail }) => html`
  <div class="toast ${bad ? "bad" : "good"}" role=${bad ? "alert" : "status"}>
    <div><strong>${title}</strong>${detail ? html`<p>${detail}</p>` : ""}</div>
    <button class="quiet" type="button" aria-label="Dismiss" @click=${() => drop(id)}>✕</button>
  </div>`;

const draw = () => render(messages.map(view), document.getElementById("toasts"));

function drop(id) {
  const place = messages.findIndex(message => message.id === id);
  if (place >= 0) {
    messages.splice(place, 1);
    draw();
  }
}

function add(message) {
  const id = ++last;
  messages.push({ id, ...message });
  draw();
  return id;
}

export function say(title, detail) {
  const id = add({ title, detail });
  setTimeout(() => drop(id), STAYS);
}

/** Stays until it is dismissed: what went wrong has to be readable at leisure. */
export const complain = refusal => add({ bad: true, title: refusal.title ?? "Unexpected fault", detail: refusal.detail ?? String(refusal) });
