import { css } from './css';

/** Paper: ink on white, nothing to press, every control open, its sources only where a reader opened them. */
export const print = css`
  @page {
    margin: 14mm 12mm;
  }
  @media print {
    :root {
      color-scheme: light;
      --paper: #fff;
      --card: #fff;
      --tint: #f4f4f2;
      --ink: #000;
      --muted: #444;
      --line: #bbb;
      --accent: #000;
    }
    body {
      font-size: 9.5pt;
    }
    nav,
    .filter,
    .tools,
    .skip,
    .back,
    .noscript,
    .more button {
      display: none !important;
    }
    .head,
    .frame {
      display: block;
      max-width: none;
      padding: 0;
    }
    main > section {
      padding: 1rem 0;
    }
    .matrix thead th {
      position: static;
    }
    details.control::details-content,
    details.fold::details-content {
      content-visibility: visible;
      block-size: auto;
    }
    tr,
    .group,
    .control > summary,
    h2,
    h3,
    h4 {
      break-inside: avoid;
    }
    h2,
    h3,
    h4,
    .control > summary,
    .area th {
      break-after: avoid;
    }
    a {
      text-decoration: none;
    }
    .verdict {
      border-radius: 0;
      padding: 0.4rem 0.6rem;
    }
  }
`;
