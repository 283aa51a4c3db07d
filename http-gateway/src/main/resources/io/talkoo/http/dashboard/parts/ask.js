// A question before something that cannot be taken back.
import { html, nothing, render } from "../lit-html.js";

/**
 * Asks in a modal dialog.
 *
 * @param fields more of the form, as a template with named inputs
 * @return the form's data, or null if the answer was no
 */
export function ask({ title, text, action, fields = nothing }) {
  const host = document.getElementById("dialogs");
  return new Promise(answer => {
    const closed = event => {
      const dialog = event.currentTarget;
      answer(dialog.returnValue === "yes" ? new FormData(dialog.querySelector("form")) : null);
      render(nothing, host);
    };
    render(html`
      <dialog aria-labelledby="dialog-title" @close=${closed}>
        <form method="dialog">
          <h2 id="dialog-title">${title}</h2>
          <p>${text}</p>
          ${fields}
          <div class="buttons end">
            <button value="no" formnovalidate>Cancel</button>
            <button class="danger" value="yes">${action}</button>
          </div>
        </form>
      </dialog>`, host);
    host.querySelector("dialog").showModal();
  });
}
