// A graph of tasks, drawn: who waits for whom, and how each of them is.
import { html, svg } from "../lit-html.js";
import { layout } from "../layout.js";
import { to } from "../router.js";
import { shape, tone, urgency } from "./state.js";

const EDGE = 2;
const LONGEST_NAME = 18;

const shortened = name => (name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME - 1)}…` : name);

function line({ from, to: end }) {
  const [x1, y1, x2, y2] = [from.x + from.width, from.y + from.height / 2, end.x, end.y + end.height / 2];
  const middle = (x1 + x2) / 2;
  const curve = `M${x1} ${y1}C${middle} ${y1} ${middle} ${y2} ${end.isPassed ? x2 : x2 - 2} ${y2}`;
  return end.isPassed
    ? svg`<path class="link" d="${curve}H${x2 + end.width}"/>`
    : svg`<path class="link" d=${curve} marker-end="url(#arrow)"/>`;
}

const box = (node, name, state) => svg`
  <rect width=${node.width} height=${node.height} rx="8"/>
  <svg x="10" y="15" width="16" height="16" viewBox="0 0 16 16" class="shape">${shape(state)}</svg>
  <svg x="34" width=${node.width - 40} height=${node.height}>
    <text y="20">${shortened(name)}</text>
    <text y="36" class="word">${state}</text>
  </svg>`;

const worst = nodes => nodes.map(node => node.state).reduce((one, other) => (urgency(other) < urgency(one) ? other : one));

const more = node => svg`
  <g class="node ${tone(worst(node.more))}" transform="translate(${node.x} ${node.y})">
    ${box(node, `+ ${node.more.length} more`, worst(node.more))}
  </g>`;

const one = (node, here) => svg`
  <a class="node ${tone(node.state)}" href=${to(["tasks", node.id])} transform="translate(${node.x} ${node.y})"
    aria-current=${node.id === here ? "true" : "false"} aria-label="${node.name}, ${node.state}">
    <title>${node.name} ${node.id}</title>${box(node, node.name, node.state)}
  </a>`;

/**
 * @param graph `{ nodes: [{ id, name, state }], edges: [[from, to]] }`
 * @param here the id of the node that the page is about
 */
export function drawing(graph, here) {
  const { width, height, nodes, lines } = layout(graph);
  return html`
    <div class="graph">
      <svg width=${width + 2 * EDGE} height=${height + 2 * EDGE} role="group" aria-label="Graph of ${graph.nodes.length} tasks">
        <defs><marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">
          <path d="M0 0l8 4-8 4z"/></marker></defs>
        <g transform="translate(${EDGE} ${EDGE})">
          ${lines.map(line)}
          ${nodes.filter(node => !node.isPassed).map(node => (node.more ? more(node) : one(node, here)))}
        </g>
      </svg>
    </div>`;
}
