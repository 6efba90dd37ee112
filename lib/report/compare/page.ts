import { createHash } from 'node:crypto';
import type { Comparison } from '../../planning/comparison';
import type { ComparisonInput } from '../../planning/comparison-input';
import { told } from '../../planning/phrase';
import { assumptionsSection } from './assumptions';
import { decidesSection } from './decides';
import { detailsSection } from './details';
import { escaped, html, Markup } from './html';
import type { Language } from './language/language';
import { speakIn } from './language/tongue';
import { overviewSection } from './overview';
import { rankingSection } from './ranking';
import { style } from './style';
import { summarySection } from './summary';
import { type View, viewOf } from './view';

/** A drawing as SVG text, made by ourselves. */
export interface Drawn {
  readonly title: string;
  readonly svg: string;
}

/** One page with everything in it: it opens from the file system and loads nothing. `script`: the browser's part; `sections`: what was asked beside. */
export const renderPage = (
  input: ComparisonInput,
  comparison: Comparison,
  language: Language,
  drawings: readonly Drawn[],
  script: string,
  sections: readonly Markup[] = [],
): string => {
  const view = viewOf(comparison, language);
  const policy = `default-src 'none'; style-src '${hashOf(style)}'; script-src '${hashOf(script)}'; base-uri 'none'; form-action 'none'`;
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(`${comparison.region.title}: ${view.say('title').text}`)}</title>
<style>${style}</style>
</head>
<body>
${body(view, input, drawings, sections).text}
<script type="application/json" id="input">${JSON.stringify(input).replaceAll('<', '\\u003c')}</script>
<script>${script}</script>
</body>
</html>
`;
};

const hashOf = (text: string): string => `sha256-${createHash('sha256').update(text).digest('base64')}`;

const body = (view: View, input: ComparisonInput, drawings: readonly Drawn[], sections: readonly Markup[]): Markup => {
  const { say, comparison } = view;
  return html`<header>
      <h1>${say('heading', { region: comparison.region.title })}</h1>
      <p class="quiet">${say('madeOn', { date: comparison.date, currency: comparison.currency })}</p>
    </header>
    <main>
      ${summarySection(view)} ${sections} ${rankingSection(view)}
      <section id="charts" aria-labelledby="charts-title">
        <h2 id="charts-title">${say('charts')}</h2>
        <p class="warning" id="stale" hidden>${say('chartsStale')}</p>
        <div class="charts">${drawings.map(drawing)}</div>
      </section>
      ${overviewSection(view)} ${decidesSection(view)} ${assumptionsSection(view, told(input.inputs, speakIn(view.language)))}
      ${detailsSection(view)}
    </main>
    <footer>shared-gov-cloud · ${comparison.region.id} · ${comparison.date}</footer>
    <dialog id="source" aria-labelledby="source-title">
      <h2 id="source-title"></h2>
      <div id="source-body"></div>
      <p><button type="button" id="close">${say('close')}</button></p>
    </dialog>`;
};

const drawing = ({ title, svg }: Drawn): Markup =>
  html`<figure>
    <figcaption>${title}</figcaption>
    ${new Markup(svg.replace('<svg ', `<svg role="img" aria-label="${escaped(title)}" `))}
  </figure>`;
