// Which of the shards a node keeps: all of them in a row, its own filled, and their numbers.
import { html, svg } from "../lit-html.js";

const GAP = 0.2;

/** "0–3, 7, 9–12" of numbers in their order. */
const ranges = numbers => numbers.reduce((all, number) => {
  const last = all.at(-1);
  return last?.[1] === number - 1 ? [...all.slice(0, -1), [last[0], number]] : [...all, [number, number]];
}, []).map(([first, last]) => (first === last ? first : `${first}–${last}`)).join(", ");

/**
 * @param kept numbers of shards
 * @param total how many there are
 */
export const shards = (kept, total) => html`
  <svg class="shards" viewBox="0 0 ${total} 1" preserveAspectRatio="none" aria-hidden="true">
    ${Array.from({ length: total }, (_, number) => svg`
      <rect class=${kept.includes(number) ? "kept" : ""} x=${number} width=${1 - GAP} height="1"/>`)}
  </svg>
  <span class="soft">${ranges(kept) || "none"}</span>`;
