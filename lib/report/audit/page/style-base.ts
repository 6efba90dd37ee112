import { css } from './css';

/** Colours, type and the frame of the page. Every pair of colours that meets has a contrast of 4.5 or more. */
export const base = css`
  :root {
    color-scheme: light dark;
    --paper: #fbfbf9;
    --card: #ffffff;
    --tint: #f3f3ef;
    --ink: #1b2127;
    --muted: #566069;
    --line: #dfe0da;
    --accent: #1c4f8f;
    --satisfied: #1c6b40;
    --weaker: #7d5200;
    --substitute: #0a6072;
    --obligation: #5a4a98;
    --absent: #67564c;
    --none: #626a72;
    --undecidable: #9a4500;
    --violated: #ad1a26;
    --undecidable-tint: #fdeedd;
    --violated-tint: #fdeaea;
    --mono: ui-monospace, 'SF Mono', 'Cascadia Mono', 'JetBrains Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace;
  }
  @media (prefers-color-scheme: dark) {
    :root {
      --paper: #14171a;
      --card: #1a1e22;
      --tint: #20252a;
      --ink: #e4e7ea;
      --muted: #a4adb6;
      --line: #30373d;
      --accent: #91b9f2;
      --satisfied: #79c99a;
      --weaker: #e2b75f;
      --substitute: #74c6d8;
      --obligation: #b9abf0;
      --absent: #c6b4a9;
      --none: #9ba4ad;
      --undecidable: #f3a567;
      --violated: #ff9494;
      --undecidable-tint: #3a2a1a;
      --violated-tint: #3d2023;
    }
  }
  *,
  ::before,
  ::after {
    box-sizing: border-box;
  }
  [hidden] {
    display: none !important;
  }
  html {
    scroll-padding-top: 3.5rem;
    -webkit-text-size-adjust: 100%;
    text-size-adjust: 100%;
  }
  body {
    margin: 0;
    background: var(--paper);
    color: var(--ink);
    font:
      15px/1.5 system-ui,
      -apple-system,
      'Segoe UI',
      'Noto Sans',
      'Liberation Sans',
      sans-serif;
    font-variant-numeric: tabular-nums;
    overflow-wrap: break-word;
  }
  h1,
  h2,
  h3,
  h4,
  p,
  dl,
  dd,
  ul,
  pre,
  fieldset {
    margin: 0;
    padding: 0;
  }
  ul {
    list-style: none;
  }
  h1 {
    font-size: 1.75rem;
    line-height: 1.2;
    font-weight: 650;
    letter-spacing: -0.015em;
    text-wrap: balance;
  }
  h2 {
    font-size: 1.3rem;
    line-height: 1.3;
    font-weight: 650;
    letter-spacing: -0.01em;
    margin: 0 0 0.75rem;
  }
  h3 {
    font-size: 1rem;
    font-weight: 650;
    margin: 2rem 0 0.5rem;
  }
  h4 {
    font-size: 0.9rem;
    font-weight: 650;
    margin: 0;
  }
  small,
  .small {
    font-size: 0.82rem;
    font-weight: 400;
    color: var(--muted);
  }
  code,
  pre {
    font-family: var(--mono);
    font-size: 0.8rem;
    overflow-wrap: anywhere;
  }
  a {
    color: var(--accent);
    text-decoration-thickness: 1px;
    text-underline-offset: 0.15em;
  }
  :focus-visible {
    outline: 2px solid var(--accent);
    outline-offset: 2px;
    border-radius: 3px;
  }
  .vh,
  .skip:not(:focus) {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  .skip:focus {
    position: fixed;
    z-index: 9;
    top: 0.5rem;
    left: 0.5rem;
    padding: 0.5rem 1rem;
    background: var(--card);
  }
  .sprite {
    position: absolute;
  }
  .head,
  .frame {
    max-width: 1360px;
    margin: 0 auto;
    padding: 0 1.5rem;
  }
  .head {
    padding-top: 2.5rem;
    padding-bottom: 1.75rem;
  }
  .head .kicker {
    color: var(--muted);
    margin-bottom: 0.35rem;
  }
  .head .made {
    color: var(--muted);
    margin-top: 0.5rem;
  }
  main > section {
    padding: 2rem 0 2.5rem;
    border-top: 1px solid var(--line);
  }
  nav a {
    display: inline-block;
    padding: 0.25rem 0;
    color: var(--ink);
    text-decoration: none;
  }
  nav a:hover {
    color: var(--accent);
    text-decoration: underline;
  }
  nav small {
    margin-left: 0.25rem;
  }
  @media (min-width: 1000px) {
    .frame {
      display: grid;
      grid-template-columns: 11.5rem minmax(0, 1fr);
      gap: 2.5rem;
    }
    nav {
      position: sticky;
      top: 0;
      align-self: start;
      max-height: 100vh;
      overflow-y: auto;
      padding: 2rem 0;
      font-size: 0.92rem;
    }
  }
  .lead {
    font-size: 1.12rem;
    line-height: 1.55;
    max-width: 60rem;
  }
  .note {
    color: var(--muted);
    max-width: 60rem;
    margin: 0.25rem 0 1rem;
  }
  .empty {
    color: var(--muted);
    font-style: italic;
    margin: 0.5rem 0;
  }
  .t {
    font-weight: 650;
  }
  footer {
    color: var(--muted);
    font-size: 0.85rem;
    padding: 2rem 0 3rem;
    border-top: 1px solid var(--line);
  }
`;
