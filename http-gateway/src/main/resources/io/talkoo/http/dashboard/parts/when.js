// <talkoo-when at="…">: an instant in relative words that stay true, the exact one in its title.
import { exact, relative } from "../format.js";

const shown = new Set();

setInterval(() => document.hidden || shown.forEach(element => element.say()), 1000);

class When extends HTMLElement {
  static observedAttributes = ["at"];

  connectedCallback() {
    shown.add(this);
    this.time ??= this.appendChild(document.createElement("time"));
    this.say();
  }

  disconnectedCallback() {
    shown.delete(this);
  }

  attributeChangedCallback() {
    this.time && this.say();
  }

  say() {
    const at = this.getAttribute("at");
    const words = relative(at);
    if (this.time.dateTime !== at) {
      this.time.dateTime = at;
      this.time.title = exact(at);
    }
    if (this.time.textContent !== words) {
      this.time.textContent = words;
    }
  }
}

customElements.define("talkoo-when", When);
