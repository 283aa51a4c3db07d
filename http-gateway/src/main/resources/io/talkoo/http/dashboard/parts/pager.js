// From page to page of a list: to the older ones, and back to the newest. A list of one page has none.
import { html, nothing } from "../lit-html.js";
import { to } from "../router.js";

/**
 * @param parts of the list's place
 * @param number of this page, from 1
 * @param next the cursor of the page after it; null on the last
 * @param filter the rest of the place's query
 */
export function pager(parts, number, next, filter = {}) {
  if (number === 1 && !next) {
    return nothing;
  }
  return html`
    <nav class="pager" aria-label="Pages of the list">
      ${number > 1 ? html`<a class="button" href=${to(parts, filter)}>Newest</a>` : nothing}
      <span>Page ${number}</span>
      ${next ? html`<a class="button" rel="next" href=${to(parts, { ...filter, cursor: next, page: number + 1 })}>Older</a>` : nothing}
    </nav>`;
}
