// Values as JSON text.
import { html } from "../lit-html.js";

const LONGEST = 100_000;

/** Indented; what is very long is cut, and says so. */
export function json(value, label) {
  const text = JSON.stringify(value, null, 2) ?? "null";
  const cut = text.length > LONGEST;
  return html`
    <pre tabindex="0" role="region" aria-label=${label}>${cut ? text.slice(0, LONGEST) : text}</pre>
    ${cut ? html`<p class="soft">${text.length.toLocaleString("en")} characters; the rest is left out here.</p>` : ""}`;
}
