// What stands where there is nothing to show: nothing yet, nothing at all, or a fault.
import { html, nothing } from "../lit-html.js";

export const loading = html`<p class="notice" role="status">Loading …</p>`;

/** @param advice what to do about it, as text or a template */
export const empty = (title, advice) => html`
  <div class="notice"><strong>${title}</strong><p>${advice}</p></div>`;

export const refused = (refusal, again) => html`
  <div class="notice bad" role="alert">
    <strong>${refusal.title ?? "Unexpected fault"}</strong>
    <p>${refusal.detail ?? String(refusal)}</p>
    ${refusal.status === 403 ? nothing : html`<button type="button" @click=${again}>Try again</button>`}
  </div>`;
