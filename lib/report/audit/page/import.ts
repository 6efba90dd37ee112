import type { ImportEntry } from '../report';
import { position } from './excerpt';
import { html, type Html } from './html';
import { code, empty, section } from './section';
import { table } from './table';
import { controlAnchor, type View } from './view';

const results = ['fail', 'review', 'suppressed', 'pass', 'notApplicable'] as const;

/** What other tools said of the same artefacts. */
export const importsSection = (view: View): Html => {
  const { report, words } = view;
  return section(
    'imports',
    words.say('imports'),
    report.imports.length === 0 ? empty(words.say('noImports')) : report.imports.map((entry) => toolEntry(view, entry)),
  );
};

const toolEntry = (view: View, entry: ImportEntry): Html => {
  const { words } = view;
  const counts = results
    .map((result) => [result, entry.findings.filter((finding) => finding.result === result).length] as const)
    .filter(([, count]) => count > 0);
  return html` <h3>${entry.tool} <small>${entry.version}</small></h3>
    <p>${entry.file} ${code(entry.sha256)}</p>
    <details class="fold">
      <summary>
        ${words.say('findings')} (${words.number(entry.findings.length)})
        <small>${words.list(counts.map(([result, count]) => `${words.say(`import.${result}`)} ${words.number(count)}`))}</small>
      </summary>
      ${findings(view, entry)}
    </details>`;
};

const findings = ({ words, tryControl }: View, { tool, findings: rows }: ImportEntry): Html =>
  table(
    tool,
    [
      { head: words.say('rule'), cell: ({ rule }) => code(rule) },
      {
        head: words.say('result'),
        cell: ({ result }) => html`<b class="state${result === 'fail' && ' bad'}">${words.say(`import.${result}`)}</b>`,
      },
      { head: words.say('message'), kind: 'prose', cell: ({ message }) => words.english(message) },
      {
        head: words.say('controls'),
        cell: ({ controls }) =>
          controls.map((id) => (tryControl(id) === undefined ? `${id} ` : html`<a href="#${controlAnchor(id)}">${id}</a> `)),
      },
      {
        head: words.say('resource'),
        cell: ({ resource, file, line }) => html`${resource} <small>${position(file, line)}</small>`,
      },
    ],
    [...rows].sort((a, b) => results.indexOf(a.result) - results.indexOf(b.result)),
  );
