// How many of a node's slots are in use.
import { html, nothing } from "../lit-html.js";

export const slots = node => (node.slots
  ? html`<span class="slots"><meter min="0" max=${node.slots} value=${Math.min(node.running, node.slots)}
      aria-label="Slots in use on ${node.id}"></meter>${node.running} of ${node.slots}</span>`
  : nothing);
