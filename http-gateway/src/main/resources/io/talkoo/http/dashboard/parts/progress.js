// How far a task says it is, where it says so as `{ current, total }` or `{ percent }`.
import { html, nothing } from "../lit-html.js";

const number = value => Number(value?.rawJSON ?? value);

export function progress(meta) {
  const [value, most] = meta.percent !== undefined ? [number(meta.percent), 100] : [number(meta.current), number(meta.total)];
  if (!(most > 0 && value >= 0)) {
    return nothing;
  }
  return html`
    <div class="progress">
      <progress max=${most} .value=${Math.min(value, most)} aria-label="Progress"></progress>
      <span>${meta.percent !== undefined ? `${value} %` : `${value} of ${most}`}</span>
    </div>`;
}
