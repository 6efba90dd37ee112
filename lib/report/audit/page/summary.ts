import { type AuditReport, type TargetEntry, verdictKinds, type VerdictKind } from '../report';
import { html, type Html } from './html';
import { icon, marked } from './icon';
import { section } from './section';
import { table } from './table';
import { verdictAnchor, type View } from './view';

/** The whole audit in a sentence, the numbers by target, and what a person should look at first. */
export const summarySection = (view: View): Html => {
  const { report, words } = view;
  const all = counted(report.targets);
  return section(
    'summary',
    words.say('summary'),
    html`<p class="lead">${sentence(view)} <strong>${standing(view, all)}</strong></p>
      <p class="note">${words.say('seenOnly')}</p>`,
    byTarget(view),
    lookFirst(view),
  );
};

type Counts = Readonly<Record<VerdictKind, number>>;

const counted = (targets: readonly TargetEntry[]): Counts => {
  const verdicts = targets.flatMap((target) => target.verdicts);
  return Object.fromEntries(
    verdictKinds.map((kind) => [kind, verdicts.filter(({ verdict }) => verdict === kind).length]),
  ) as Record<VerdictKind, number>;
};

const fromBestToWorst = [
  'satisfied',
  'substitute',
  'weaker',
  'obligation',
  'absent',
  'undecidable',
  'violated',
  'notApplicable',
] as const;

const sentence = ({ report, words }: View): string => {
  const counts = counted(report.targets);
  const parts = fromBestToWorst.filter((kind) => counts[kind] > 0);
  return words.say('judged', {
    controls: words.count('controlsCounted', report.catalogue.controls.length),
    targets: words.count('targetsCounted', report.targets.length),
    verdicts: words.list(parts.map((kind) => `${words.say(`verdict.${kind}`)} ${words.number(counts[kind])}`)),
  });
};

const standing = ({ words }: View, { violated, undecidable }: Counts): string =>
  violated + undecidable === 0
    ? words.say('allClear')
    : words.say('attention', { violated: words.number(violated), undecidable: words.number(undecidable) });

const byTarget = ({ report, words }: View): Html =>
  report.targets.length === 0
    ? html``
    : html`<table class="counts">
        <caption>
          ${words.say('verdictsByTarget')}
        </caption>
        <thead>
          <tr>
            <th scope="col">${words.say('verdict')}</th>
            ${report.targets.map(
              (target) => html`<th scope="col"><span class="t">${target.id}</span> <small>${target.cloud}</small></th>`,
            )}
          </tr>
        </thead>
        <tbody>
          ${verdictKinds.map(
            (kind) =>
              html` <tr>
                <th scope="row">${marked(kind, words.say(`verdict.${kind}`))} <small>${words.say(`meaning.${kind}`)}</small></th>
                ${report.targets.map((target) => html`<td>${cellOf(target, kind, words.number)}</td>`)}
              </tr>`,
          )}
        </tbody>
      </table>`;

/** A number with a bar beside it, as long as its share of the controls. */
const cellOf = (target: TargetEntry, kind: VerdictKind, number: (value: number) => string): Html => {
  const count = target.verdicts.filter(({ verdict }) => verdict === kind).length;
  const share = target.verdicts.length === 0 ? 0 : Math.round((count / target.verdicts.length) * 1000) / 10;
  return html`<span class="n${count === 0 && ' zero'}">${number(count)}</span
    ><svg class="bar ${kind}" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
      <rect width="${share}" height="4" />
    </svg>`;
};

/** Every verdict that says that something is wrong or could not be seen, gravest first. */
const lookFirst = ({ report, words, tryControl }: View): Html => {
  const open = attention(report).map((one) => ({ ...one, entry: tryControl(one.verdict.control) }));
  if (open.length === 0) return html``;
  return html`<div class="first">
    ${table(
      words.say('lookFirst'),
      [
        {
          head: words.say('control'),
          cell: ({ entry, verdict, target }) =>
            html`<a href="#${verdictAnchor(verdict.control, target.id)}">${words.english(entry?.title ?? verdict.control)}</a>`,
        },
        { head: words.say('target'), cell: ({ target }) => target.id },
        {
          head: words.say('verdict'),
          cell: ({ verdict }) =>
            html`<span class="v ${verdict.verdict}"
              >${icon(verdict.verdict)}<b>${words.say(`verdict.${verdict.verdict}`)}</b></span
            >`,
        },
        {
          head: words.say('severity'),
          cell: ({ entry }) => (entry === undefined ? '' : words.say(`severity.${entry.severity}`)),
        },
        { head: words.say('reason'), kind: 'prose', cell: ({ verdict }) => words.english(verdict.reason) },
      ],
      open,
    )}
  </div>`;
};

const severities = ['critical', 'high', 'medium', 'low'] as const;

const attention = ({ catalogue, targets }: AuditReport) => {
  const rank = new Map(catalogue.controls.map(({ id, severity }) => [id, severities.indexOf(severity)]));
  return targets
    .flatMap((target) => target.verdicts.map((verdict) => ({ target, verdict })))
    .filter(({ verdict }) => verdict.verdict === 'violated' || verdict.verdict === 'undecidable')
    .sort(
      (a, b) =>
        verdictKinds.indexOf(a.verdict.verdict) - verdictKinds.indexOf(b.verdict.verdict) ||
        (rank.get(a.verdict.control) ?? 0) - (rank.get(b.verdict.control) ?? 0),
    );
};
