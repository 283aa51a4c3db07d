// A table that becomes a list of cards where there is no room. The roles are said, since CSS would take them away.
import { html, nothing } from "../lit-html.js";

/**
 * @param caption for those who cannot see it
 * @param columns each `{ title, cell, kind }`: `cell` makes a row's content, `kind` is a class such as "number"
 */
export const table = (caption, columns, rows) => html`
  <table role="table">
    <caption class="unseen">${caption}</caption>
    <thead role="rowgroup">
      <tr role="row">${columns.map(column => html`
        <th role="columnheader" scope="col" class=${column.kind ?? nothing}>${column.title}</th>`)}</tr>
    </thead>
    <tbody role="rowgroup">${rows.map(row => html`
      <tr role="row">${columns.map(column => html`
        <td role="cell" class=${column.kind ?? nothing} data-label=${column.title}><div>${column.cell(row)}</div></td>`)}</tr>`)}
    </tbody>
  </table>`;
