// What went wrong, and with which task it began.
import { html, nothing } from "../lit-html.js";
import { to } from "../router.js";

/** @param error as a status has it */
export const fault = error => html`
  <section><h2>Error</h2>
    <p class="fault"><strong>${error.type}</strong> ${error.message}</p>
    ${error.cause?.id ? html`<p class="words">Because of <a href=${to(["tasks", error.cause.id])}>${error.cause.name}</a>,
      ${error.cause.type}: ${error.cause.message}</p>` : nothing}
    ${error.traceback ? html`<pre tabindex="0" role="region" aria-label="Traceback">${error.traceback}</pre>` : nothing}
  </section>`;
