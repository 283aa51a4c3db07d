// The way in where the node asks for keys. The key is sent once; what stays is a cookie that scripts cannot read.
import { post } from "../api.js";
import { html, nothing } from "../lit-html.js";
import { act } from "./act.js";

/**
 * @param entered called once the session is open
 * @param isOver whether there was one before
 */
export function login(entered, isOver) {
  const enter = event => {
    event.preventDefault();
    const key = new FormData(event.currentTarget).get("key");
    act({ currentTarget: event.submitter }, () => post("/login", { key })).then(isOpen => isOpen && entered());
  };
  return html`
    <form class="login" @submit=${enter}>
      <h1>Sign in</h1>
      ${isOver ? html`<p role="status">You are signed out: a session ends with its time, with its key, and when the node is started
        anew. Sign in, and you are back where you were.</p>` : nothing}
      <p class="soft">This node asks for a key. The dashboard needs one with the scope <code>read</code>; the buttons need <code>operate</code>.</p>
      <label>Key<input name="key" type="password" required autocomplete="current-password"></label>
      <button class="main">Sign in</button>
    </form>`;
}
