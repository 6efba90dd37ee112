import { Html, html, type Part } from '../page/html';
import { icon, marked, sprite } from '../page/icon';
import type { Language } from '../page/language';
import { policy } from '../page/policy';
import { empty, note, section } from '../page/section';
import { style } from '../page/style';
import { table } from '../page/table';
import { verdictAnchor } from '../page/view';
import { type Words, wordsIn } from '../page/words';
import { verdictKinds } from '../report';
import type { ControlTitle, Deviation, RegionSummary, RollUp, TargetSummary } from './roll-up';

/** Many regions on one page, each leading to its own; without script, server or network. */
export const renderRollUp = (rollUp: RollUp, language: Language): string => {
  const words = wordsIn(language);
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${policy(style, '')}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="referrer" content="no-referrer" />
        <title>${titleOf(rollUp, words)}</title>
        ${new Html(`<style>${style}</style>`)}
      </head>
      <body>
        ${sprite}
        <a class="skip" href="#content">${words.say('skip')}</a>
        <header class="head">
          <p class="kicker">${words.say('judgedOn', { day: words.day(rollUp.at) })}</p>
          <h1>${titleOf(rollUp, words)}</h1>
          <p class="made">
            ${madeBy(rollUp, words)}<br />${words.say('comparedWith', {
              region: rollUp.reference.title,
              file: rollUp.reference.blueprint,
            })}
          </p>
        </header>
        <div class="frame">
          <nav aria-label="${words.say('sections')}">
            <ul>
              <li><a href="#regions">${words.say('regions')}</a></li>
              <li><a href="#deviations">${words.say('deviations')}</a></li>
            </ul>
          </nav>
          <main id="content">
            ${regionsSection(rollUp, words)}${deviationsSection(rollUp, words)}
            <footer><p>${madeBy(rollUp, words)}</p></footer>
          </main>
        </div>
      </body>
    </html> `.text;
};

const titleOf = ({ regions }: RollUp, words: Words): string => words.count('auditOfRegions', regions.length);

const madeBy = ({ tool, catalogue }: RollUp, words: Words): string =>
  words.say('madeBy', { tool: tool.name, version: tool.version, catalogue: catalogue.version });

interface Row {
  readonly region: RegionSummary;
  readonly target: TargetSummary;
}

const regionsSection = (rollUp: RollUp, words: Words): Html => {
  const rows = rollUp.regions.flatMap((region): readonly Row[] => region.targets.map((target) => ({ region, target })));
  const count = (kind: Deviation['kind']): string => words.number(rollUp.deviations.filter((one) => one.kind === kind).length);
  const kinds = rows.flatMap(({ target }) => target.verdicts.map(({ verdict }) => verdict));
  const of = (kind: string): string => words.number(kinds.filter((one) => one === kind).length);
  return section(
    'regions',
    words.say('regions'),
    html`<p class="lead">
      ${words.say('deviationsCounted', { worse: count('worse'), better: count('better'), other: count('other') })}
      <strong>${words.say('attention', { violated: of('violated'), undecidable: of('undecidable') })}</strong>
    </p>`,
    note(words.say('seenOnly')),
    table(
      words.say('regions'),
      [
        { head: words.say('region'), cell: ({ region, target }) => regionCell(region, target) },
        { head: words.say('verdict'), kind: 'prose', cell: ({ target }) => share(target, words) },
        { head: words.say('deviations'), cell: (row) => deviationCell(rollUp, row, words) },
        { head: words.say('state'), cell: ({ region }) => standing(region, words) },
      ],
      rows,
      ({ target, region }) => (target.verdicts.some(({ verdict }) => verdict === 'violated') || region.problems > 0 ? 'bad' : ''),
    ),
  );
};

const regionCell = (region: RegionSummary, target: TargetSummary): Html => {
  const name: Part = region.folder === '' ? region.title : html`<a href="${pageOf(region)}">${region.title}</a>`;
  return html`${name} <small>${region.id}, ${region.country}: ${target.id}, ${target.cloud}</small>`;
};

const pageOf = ({ folder }: RegionSummary): string => `${encodeURIComponent(folder)}/index.html`;

/** The numbers of each verdict, with a bar of their shares for the eye. */
const share = ({ verdicts }: TargetSummary, words: Words): Html => {
  const counts = verdictKinds
    .map((kind) => ({ kind, count: verdicts.filter(({ verdict }) => verdict === kind).length }))
    .filter(({ count }) => count > 0);
  let from = 0;
  const bars = counts.map(({ kind, count }) => {
    const width = Math.round((count / verdicts.length) * 10_000) / 100;
    from += width;
    return html`<rect class="${kind}" x="${Math.round((from - width) * 100) / 100}" width="${width}" height="4" />`;
  });
  return html`${words.list(counts.map(({ kind, count }) => `${words.say(`verdict.${kind}`)} ${words.number(count)}`))}
    <svg class="share" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">${bars}</svg>`;
};

const deviationCell = ({ deviations }: RollUp, { region, target }: Row, words: Words): Part => {
  if (target.reference === '') return html`<small>${words.say('noCounterpart')}</small>`;
  const own = deviations.filter((one) => one.region === region.id && one.target === target.id);
  const parts = (['worse', 'better', 'other'] as const)
    .map((kind) => ({ kind, count: own.filter((one) => one.kind === kind).length }))
    .filter(({ count }) => count > 0)
    .map(({ kind, count }) => `${words.say(`deviation.${kind}`)} ${words.number(count)}`);
  return parts.length === 0 ? words.say('none') : words.list(parts);
};

const standing = ({ problems, exceptions, late, changes }: RegionSummary, words: Words): Html => {
  const said: readonly (readonly [term: string, text: string])[] = [
    [words.say('problems'), words.number(problems)],
    [words.say('exceptions'), words.number(exceptions.all)],
    [words.say('records'), late === null ? words.say('none') : `${words.say('duty.overdue')} ${words.number(late)}`],
    ...(changes === null
      ? []
      : [
          [
            words.say('changes'),
            words.list(
              (['lost', 'gained', 'moved'] as const).map(
                (kind) => `${words.say(`change.${kind}`)} ${words.number(changes[kind])}`,
              ),
            ),
          ] as const,
        ]),
  ];
  return html`${said.map(([term, text]) => html`<p class="small">${term}: ${text}</p>`)}`;
};

const deviationsSection = (rollUp: RollUp, words: Words): Html => {
  const groups = rollUp.catalogue.controls
    .map((control) => ({ control, deviations: rollUp.deviations.filter((one) => one.control === control.id) }))
    .filter(({ deviations }) => deviations.length > 0);
  return section(
    'deviations',
    words.say('deviations'),
    note(words.say('deviationsNote')),
    groups.length === 0
      ? empty(words.say('noDeviations'))
      : groups.map(({ control, deviations }) => controlGroup(rollUp, control, deviations, words)),
  );
};

const controlGroup = (rollUp: RollUp, control: ControlTitle, deviations: readonly Deviation[], words: Words): Html => {
  const worse = deviations.some(({ kind }) => kind === 'worse');
  return html`<details class="fold" ${worse && html`open`}>
    <summary>
      <span class="s ${control.severity}">${words.say(`severity.${control.severity}`)}</span> ${words.english(control.title)}
      <small>${control.id}</small> <em>${words.number(deviations.length)}</em>
    </summary>
    ${table(
      control.title,
      [
        { head: words.say('region'), cell: (one) => whereOf(rollUp, one) },
        {
          head: words.say('state'),
          cell: ({ kind }) => html`<b class="state${kind === 'worse' && ' bad'}">${words.say(`deviation.${kind}`)}</b>`,
        },
        {
          head: words.say('verdict'),
          cell: ({ verdict, referenceVerdict, referenceTarget }) =>
            html`${marked(verdict, words.say(`verdict.${verdict}`))}
              <p class="small">
                ${words.say('reference')} (${referenceTarget}): ${icon(referenceVerdict)}
                ${words.say(`verdict.${referenceVerdict}`)}
              </p>`,
        },
        {
          head: words.say('reason'),
          kind: 'prose',
          cell: ({ reason, resource, line }) =>
            html`${words.english(reason)} ${resource !== '' && html`<p class="small">${resource}${line > 0 && `:${line}`}</p>`}`,
        },
      ],
      deviations,
      ({ kind }) => (kind === 'worse' ? 'bad' : ''),
    )}
  </details>`;
};

const whereOf = ({ regions }: RollUp, { region, target, control }: Deviation): Html => {
  const found = regions.find(({ id }) => id === region);
  const title = found?.title ?? region;
  return found === undefined || found.folder === ''
    ? html`${title} <small>${target}</small>`
    : html`<a href="${pageOf(found)}#${verdictAnchor(control, target)}">${title}</a> <small>${target}</small>`;
};
