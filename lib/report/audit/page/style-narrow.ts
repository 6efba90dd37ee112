import { css } from './css';

/** A phone: the matrix stays a matrix of signs, other tables stand as blocks. */
export const narrow = css`
  @media (max-width: 999px) {
    nav {
      padding-bottom: 1.25rem;
    }
    nav ul {
      display: flex;
      flex-wrap: wrap;
      gap: 0 1.1rem;
    }
  }
  @media (max-width: 760px) {
    .head,
    .frame {
      padding-left: 1rem;
      padding-right: 1rem;
    }
    .head {
      padding-top: 1.5rem;
      padding-bottom: 1rem;
    }
    h1 {
      font-size: 1.4rem;
    }
    .matrix td b,
    .matrix td i,
    .matrix caption {
      position: absolute;
      width: 1px;
      height: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
    .matrix {
      table-layout: fixed;
    }
    .matrix .sev {
      width: 1px;
      padding: 0;
      font-size: 0;
      overflow: hidden;
    }
    .matrix .sev * {
      font-size: 0;
    }
    .matrix .sev .s::before {
      display: none;
    }
    .matrix th[data-t],
    .matrix td[data-t] {
      width: 2.5rem;
      padding-left: 0;
      padding-right: 0;
      text-align: center;
    }
    .counts thead .t,
    .matrix th[data-t] .t {
      writing-mode: vertical-rl;
      transform: rotate(180deg);
      white-space: nowrap;
    }
    .matrix td a.v {
      width: 2.2rem;
      min-height: 1.75rem;
      justify-content: center;
    }
    .matrix th code::before {
      content: attr(data-l) ' · ';
      font-family: system-ui, sans-serif;
    }
    .counts small {
      display: none !important;
    }
    .counts th:first-child {
      width: 52%;
    }
    .counts .bar {
      display: none;
    }
    .control > summary {
      grid-template-columns: minmax(0, 1fr) auto;
    }
    .control > summary .name {
      grid-column: 1 / -1;
      order: -1;
    }
    .control > summary code {
      display: none;
    }
    .list,
    .list caption,
    .list tbody,
    .list tr,
    .list th,
    .list td {
      display: block;
    }
    .list thead {
      position: absolute;
      width: 1px;
      height: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
    .list tr {
      padding: 0.5rem 0;
      border-bottom: 1px solid var(--line);
    }
    .list th,
    .list td,
    .list td.number {
      width: auto;
      max-width: none;
      padding: 0.1rem 0;
      border: 0;
      text-align: left;
    }
    .list tbody th {
      width: auto;
      font-weight: 650;
    }
    .list td:empty {
      display: none;
    }
    .list td[data-l]::before {
      content: attr(data-l) ': ';
      color: var(--muted);
      font-size: 0.82rem;
    }
    .ledger td {
      margin-top: 0.35rem;
    }
    dl > div {
      display: block;
    }
    pre code {
      padding-left: 2.75rem;
      font-size: 0.72rem;
    }
    pre code::before {
      width: 2.25rem;
    }
  }
`;
