import type { TargetEntry } from '../report';
import { html, type Html } from './html';
import { code, empty, note, section, terms } from './section';
import { table } from './table';
import type { View } from './view';

/** What was read and what ran, with digests. */
export const coverageSection = (view: View): Html => {
  const { report, words } = view;
  return section(
    'coverage',
    words.say('coverage'),
    note(words.say('coverageNote')),
    terms([
      [
        words.say('tool'),
        words.say('madeBy', { tool: report.tool.name, version: report.tool.version, catalogue: report.catalogue.version }),
      ],
      [words.say('catalogueDigest'), code(report.catalogue.sha256)],
    ]),
    report.targets.map((target) => targetCoverage(view, target)),
  );
};

const targetCoverage = (view: View, target: TargetEntry): Html => {
  const { words } = view;
  const { coverage } = target;
  const silent = coverage.types.filter(({ facts }) => facts === 0);
  return html` <h3><span class="t">${target.id}</span> <small>${target.cloud}</small></h3>
    <dl class="figures">
      ${(
        [
          ['controlsRun', coverage.controlsRun],
          ['factsRead', coverage.factsRead],
          ['resourcesRead', coverage.resourcesRead],
          ['typesRead', coverage.types.length],
          ['typesSilent', silent.length],
        ] as const
      ).map(
        ([key, value]) =>
          html`<div>
            <dt>${words.say(key)}</dt>
            <dd>${words.number(value)}</dd>
          </div>`,
      )}
    </dl>
    <h4>${words.say('unseen')}</h4>
    ${unseen(view, target)}
    <details class="fold">
      <summary>${words.say('artefacts')} (${words.number(target.artefacts.length)})</summary>
      ${artefacts(view, target)}
    </details>
    <details class="fold">
      <summary>${words.say('typesRead')} (${words.number(coverage.types.length)})</summary>
      ${types(view, target)}
    </details>`;
};

const unseen = ({ words }: View, { coverage }: TargetEntry): Html =>
  coverage.unseen.length === 0
    ? empty(words.say('noUnseen'))
    : table(
        words.say('unseen'),
        [
          { head: words.say('resource'), cell: ({ resource }) => code(resource) },
          { head: words.say('reason'), kind: 'prose', cell: ({ reason }) => words.english(reason) },
        ],
        coverage.unseen,
      );

const artefacts = ({ words }: View, target: TargetEntry): Html =>
  table(
    words.say('artefacts'),
    [
      { head: words.say('file'), cell: ({ file }) => file },
      { head: words.say('format'), cell: ({ format }) => format },
      { head: words.say('resources'), kind: 'number', cell: ({ resources }) => words.number(resources) },
      { head: 'SHA-256', kind: 'code', cell: ({ sha256 }) => code(sha256) },
    ],
    target.artefacts,
  );

const types = ({ words }: View, { coverage }: TargetEntry): Html =>
  table(
    words.say('typesRead'),
    [
      { head: words.say('type'), cell: ({ type }) => code(type) },
      { head: words.say('resources'), kind: 'number', cell: ({ resources }) => words.number(resources) },
      { head: words.say('facts'), kind: 'number', cell: ({ facts }) => words.number(facts) },
    ],
    coverage.types,
    ({ facts }) => (facts === 0 ? 'silent' : ''),
  );
