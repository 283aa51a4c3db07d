// Small charts over time: columns in layers, and lines. The figures stand in words beside them.
import { html, svg } from "../lit-html.js";

const WIDTH = 600;
const HEIGHT = 140;

/** The next figure that is easy to read: 1, 2 or 5 with zeros. */
function ceiling(most) {
  if (!(most > 0)) {
    return 1;
  }
  const size = 10 ** Math.floor(Math.log10(most));
  return [1, 2, 5, 10].map(step => step * size).find(step => step >= most);
}

const frame = ({ title, label, top, legend, content, span }) => html`
  <figure class="chart">
    <figcaption><h2>${title}</h2><ul class="legend">${legend.map(({ name, kind, value }) => html`
      <li class=${kind}><span class="key" aria-hidden="true"></span>${name} <strong>${value}</strong></li>`)}</ul></figcaption>
    <div class="plot">
      <span class="top soft" aria-hidden="true">${top}</span>
      <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" role="img" aria-label=${label}>
        <path class="grid" d="M0 .5H${WIDTH}M0 ${HEIGHT / 2}H${WIDTH}M0 ${HEIGHT - 0.5}H${WIDTH}"/>
        ${content}
      </svg>
    </div>
    <p class="axis soft" aria-hidden="true"><span>${span} ago</span><span>now</span></p>
  </figure>`;

function column(layers, at, count, most) {
  const width = WIDTH / count;
  let y = HEIGHT;
  return layers.map(({ kind, values }) => {
    const height = (values[at] / most) * HEIGHT;
    y -= height;
    return height ? svg`<rect class=${kind} x=${at * width + 0.5} width=${width - 1} y=${y} height=${height}/>` : "";
  });
}

/**
 * @param layers each `{ name, kind, values, value }`: `kind` is the class with its colour, `value` what the legend says
 * @param show makes text of a figure
 */
export function columns({ title, label, layers, show, span }) {
  const count = layers[0].values.length;
  const sums = Array.from({ length: count }, (_, at) => layers.reduce((sum, layer) => sum + layer.values[at], 0));
  const most = ceiling(Math.max(...sums));
  const content = sums.map((_, at) => column(layers, at, count, most));
  return frame({ title, label, top: show(most), legend: layers, content, span });
}

/** A line is broken where there is no value; a value alone is a dot. */
function path(values, most) {
  const step = WIDTH / (values.length - 1);
  let before = null;
  return values.map((value, at) => {
    const isAlone = before == null;
    before = value;
    return value == null ? "" : `${isAlone ? "M" : "L"}${(at * step).toFixed(1)} ${(HEIGHT - (value / most) * HEIGHT).toFixed(1)}${isAlone ? "h3" : ""}`;
  }).join("");
}

/** As {@link columns}; a value may be null. */
export function lines({ title, label, layers, show, span }) {
  const most = ceiling(Math.max(...layers.flatMap(layer => layer.values.filter(value => value != null)), 0));
  const content = layers.map(({ kind, values }) => svg`<path class="line ${kind}" d=${path(values, most)}/>`);
  return frame({ title, label, top: show(most), legend: layers, content, span });
}
