import { type Html, html, type Part } from './html';

export interface Column<Row> {
  readonly head: string;
  readonly cell: (row: Row) => Part;
  readonly kind?: 'number' | 'prose' | 'code';
}

/**
 * A table whose first column names the row. On a narrow screen its cells stand below each other under their
 * heads; the roles keep it a table for those who listen.
 */
export const table = <Row>(
  caption: string,
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  classOf: (row: Row) => string = () => '',
): Html =>
  html`<table class="list" role="table">
    <caption>
      ${caption}
    </caption>
    <thead role="rowgroup">
      <tr role="row">
        ${columns.map(({ head, kind }) => html`<th role="columnheader" scope="col" class="${kind ?? 'text'}">${head}</th>`)}
      </tr>
    </thead>
    <tbody role="rowgroup">
      ${rows.map((row) => tableRow(columns, row, classOf(row)))}
    </tbody>
  </table>`;

const tableRow = <Row>(columns: readonly Column<Row>[], row: Row, className: string): Html =>
  html` <tr role="row" ${className !== '' && html` class="${className}"`}>
    ${columns.map((column, index) => tableCell(column, row, index === 0))}
  </tr>`;

const tableCell = <Row>({ head, cell, kind }: Column<Row>, row: Row, first: boolean): Html =>
  first
    ? html`<th role="rowheader" scope="row" class="${kind ?? 'text'}">${cell(row)}</th>`
    : html`<td role="cell" class="${kind ?? 'text'}" data-l="${head}">${cell(row)}</td>`;
