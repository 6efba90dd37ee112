import { changesSection } from './page/changes';
import { controlsSection } from './page/control';
import { coverageSection } from './page/coverage';
import { pageData } from './page/data';
import { deployedSection } from './page/deployed';
import { recordsSection } from './page/records';
import { exceptionsSection } from './page/exception';
import { frameworksSection } from './page/framework';
import { Html, html, jsonBlock, none } from './page/html';
import { sprite } from './page/icon';
import { importsSection } from './page/import';
import type { Language } from './page/language';
import { matrixSection } from './page/matrix';
import { operatorSection } from './page/operator';
import { paritySection } from './page/parity-view';
import { policy } from './page/policy';
import { problemsSection } from './page/problem';
import { sampleSection } from './page/sample';
import { script } from './page/script';
import { style } from './page/style';
import { summarySection } from './page/summary';
import type { TextKey } from './page/text-en';
import { type View, viewOf } from './page/view';
import { wordsIn } from './page/words';
import type { AuditReport } from './report';

/**
 * The audit for a person: one file that needs no server, no network and no script to be read. The same report gives
 * the same bytes; nothing in the report can become markup or code.
 */
export const renderPage = (report: AuditReport, language: Language): string => {
  const view = viewOf(report, wordsIn(language));
  const drawn = sections.map(({ id, draw }) => ({ id, markup: draw(view) })).filter(({ markup }) => markup.text !== '');
  return html`<!doctype html>
    <html lang="${language}">
      ${head(view)}
      <body>
        ${sprite}
        <a class="skip" href="#content">${view.words.say('skip')}</a>
        ${banner(view)}
        <div class="frame">
          <nav aria-label="${view.words.say('sections')}">
            <ul>
              ${drawn.map(({ id }) => html`<li><a href="#${id}">${view.words.say(id)}</a></li>`)}
            </ul>
          </nav>
          <main id="content">
            ${drawn.map(({ markup }) => markup)}
            <footer><p>${madeBy(view)}</p></footer>
          </main>
        </div>
        <script type="application/json" id="data">
          ${jsonBlock(pageData(view))}
        </script>
        ${inline('script', script)}
      </body>
    </html> `.text;
};

/** In the order in which a person reads them; each is named by the text of its id, and one without content is left out. */
const sections: readonly { readonly id: TextKey; readonly draw: (view: View) => Html }[] = [
  { id: 'problems', draw: problemsSection },
  { id: 'summary', draw: summarySection },
  { id: 'changes', draw: changesSection },
  { id: 'deployed', draw: deployedSection },
  { id: 'matrix', draw: matrixSection },
  { id: 'controls', draw: controlsSection },
  { id: 'parity', draw: paritySection },
  { id: 'exceptions', draw: exceptionsSection },
  { id: 'records', draw: recordsSection },
  { id: 'operator', draw: operatorSection },
  { id: 'sample', draw: sampleSection },
  { id: 'frameworks', draw: frameworksSection },
  { id: 'imports', draw: importsSection },
  { id: 'coverage', draw: coverageSection },
];

const head = (view: View): Html =>
  html`<head>
    <meta charset="utf-8" />
    <meta http-equiv="Content-Security-Policy" content="${policy(style, script)}" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <meta name="referrer" content="no-referrer" />
    <title>${titleOf(view)}</title>
    ${inline('style', style)}
  </head>`;

/** Its digest stands in the policy: not a blank may be added. */
const inline = (tag: 'script' | 'style', text: string): Html => new Html(`<${tag}>${text}</${tag}>`);

const titleOf = ({ report, words }: View): string =>
  report.region === null ? words.say('titleOfFolder') : words.say('title', { region: report.region.title });

const madeBy = ({ report, words }: View): string =>
  words.say('madeBy', { tool: report.tool.name, version: report.tool.version, catalogue: report.catalogue.version });

const banner = (view: View): Html => {
  const { report, words } = view;
  const { region } = report;
  return html`<header class="head">
    <p class="kicker">${words.say('judgedOn', { day: words.day(report.at) })}</p>
    <h1>${titleOf(view)}</h1>
    <p class="made">
      ${madeBy(view)}${
        region === null
          ? none
          : html`<br />${words.say('fromBlueprint', { file: region.blueprint, countries: words.list(region.allowedCountries) })}`
      }
    </p>
    <noscript><p class="noscript note">${words.say('noScript')}</p></noscript>
  </header>`;
};
