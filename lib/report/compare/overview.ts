import type { ProfileResult } from '../../planning/comparison';
import { unknown } from '../../planning/figure';
import { html, type Markup } from './html';
import type { MessageId } from './language/page-en';
import { type Cells, groupedTable, list, type RowGroup } from './table';
import type { View } from './view';

type Cell = (profile: ProfileResult) => Markup | string;
type Row = (id: MessageId, cell: Cell) => Cells;

/** Every profile beside the others. */
export const overviewSection = (view: View): Markup => {
  const { comparison, say } = view;
  const row: Row = (id, cell) => [say(id), ...comparison.profiles.map(cell)];
  const groups = [money, sovereignty, emissions, ability, place, leaving].map((group) => group(view, row));
  return html`<section id="overview" aria-labelledby="overview-title">
    <h2 id="overview-title">${say('overview')}</h2>
    ${groupedTable(say('overview'), [html`<span class="hidden">${say('item')}</span>`, ...comparison.profiles.map(({ title }) => title)], groups)}
  </section>`;
};

const none = '–';

/** Codes such as SOV-1 stay on one line. */
export const codes = (all: readonly string[]): string => all.join(', ').replaceAll('-', '\u2011');
const elsewhere =
  (cell: Cell): Cell =>
  (profile) =>
    profile.kind === 'stay' ? none : cell(profile);

/** The range below the figure, where it has one. */
const withRange = (figure: View['figure'], figures: View['comparison']['figures'], id: string): Markup =>
  figures[id]?.low === figures[id]?.high
    ? figure(id)
    : html`${figure(id)}<br /><span class="quiet">${figure(id, 'range')}</span>`;

const money = ({ say, figure, comparison: { figures, tenants } }: View, row: Row): RowGroup => ({
  title: say('groupMoney'),
  rows: [
    row('month', ({ month }) => figure(month)),
    row('range', ({ month }) => figure(month, 'range')),
    row('withVat', ({ monthWithVat }) => figure(monthWithVat)),
    row('fixed', ({ fixed }) => figure(fixed)),
    row('variable', ({ variable }) => figure(variable)),
    row('years', ({ years }) => withRange(figure, figures, years)),
    row(
      'saving',
      elsewhere(({ saving }) => figure(saving)),
    ),
    row('perThousand', ({ perThousand }) => figure(perThousand)),
    row(
      'paying',
      elsewhere(({ payingTenants }) => figure(payingTenants)),
    ),
    ...(tenants.length < 2
      ? []
      : [
          row(
            'mildestKey',
            elsewhere(({ mildestKey }) => say(mildestKey)),
          ),
        ]),
    row('priced', ({ pricedShare }) => figure(pricedShare)),
  ],
});

const sovereignty = ({ say, figure, comparison: { figures } }: View, row: Row): RowGroup => ({
  title: say('groupSovereignty'),
  rows: [
    row('level', ({ sovereignty: { level } }) => figure(level)),
    row('capped', ({ sovereignty: { cappedBy } }) => codes(cappedBy)),
    row(
      'lifts',
      elsewhere(({ sovereignty: { lifts } }) => (lifts.length === 0 ? none : list(lifts.map(({ lift }) => lift)))),
    ),
    row('score', ({ sovereignty: { score } }) => withRange(figure, figures, score)),
    row('access', ({ access }) => list(access)),
  ],
});

const emissions = ({ say, figure, comparison: { figures } }: View, row: Row): RowGroup => ({
  title: say('groupCarbon'),
  rows: [
    row('carbon', ({ carbon: { operation, inputs } }) => {
      const grid = figures[inputs.grid ?? ''];
      const year = grid === undefined || 'derivedFrom' in grid ? undefined : grid.date;
      return html`${figure(operation)}<br /><span class="quiet"
          >${figure(operation, 'range')}${
            year === undefined ? '' : html` · ${say('gridOf', { value: figure(inputs.grid), year })}`
          }</span
        >`;
    }),
    row('embodied', ({ carbon: { embodied } }) =>
      figures[embodied]?.value === unknown
        ? html`<span class="unknown">${say('notCountedShort')}</span>`
        : withRange(figure, figures, embodied),
    ),
  ],
});

const ability = ({ say, figure }: View, row: Row): RowGroup => ({
  title: say('groupAbility'),
  rows: [
    row('parity', ({ parityShare, kind }) => (kind === 'stay' ? none : figure(parityShare))),
    row('substituteCount', ({ parity }) =>
      parity === null ? none : html`${figure(parity.substitute ?? null)} + ${figure(parity.obligation ?? null)}`,
    ),
    row('gapCount', ({ parity }) =>
      parity === null ? none : html`${figure(parity.weaker ?? null)} + ${figure(parity.absent ?? null)}`,
    ),
    row('controls', ({ controls }) => (controls === null ? none : figure(controls.share))),
  ],
});

const place = ({ say, figure }: View, row: Row): RowGroup => ({
  title: say('groupPlace'),
  rows: [
    row('notes', ({ notes, refused }) => (notes.length + refused.length === 0 ? none : list([...refused, ...notes]))),
    row('residency', ({ residency }) => list(residency)),
    row('zones', ({ zones }) => (zones === null ? none : figure(zones))),
    row('families', ({ families }) =>
      families.length === 0 ? none : list(families.map(({ family, zones }) => html`${family}: ${figure(zones)}`)),
    ),
    row(
      'distance',
      elsewhere(({ distance }) => figure(distance)),
    ),
  ],
});

const leaving = ({ say, figure }: View, row: Row): RowGroup => ({
  title: say('groupLeaving'),
  rows: [
    row(
      'stored',
      elsewhere(({ exit }) => figure(exit.storedGB)),
    ),
    row(
      'transfer',
      elsewhere(({ exit }) => figure(exit.transfer)),
    ),
    row(
      'rebuild',
      elsewhere(({ exit }) => list(exit.rebuild)),
    ),
  ],
});
