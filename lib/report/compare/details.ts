import type { ProfileResult } from '../../planning/comparison';
import { sharingKeys } from '../../planning/sharing';
import { html, type Markup, nothing } from './html';
import { list, table } from './table';
import type { View } from './view';
import type { MessageId } from './language/page-en';

/** What a planner reads for an hour: every profile with all its parts. */
export const detailsSection = (view: View): Markup => {
  const { comparison, say } = view;
  const { framework } = comparison;
  return html`<section id="details" aria-labelledby="details-title">
    <h2 id="details-title">${say('details')}</h2>
    ${comparison.profiles.map((profile) => profileDetails(view, profile))}
    <h3>${say('notCounted')}</h3>
    ${list(comparison.notCounted)}
    <p class="quiet">
      ${say('framework', { name: framework.name, version: framework.version, date: framework.date, rule: framework.rule })}
    </p>
  </section>`;
};

const profileDetails = (view: View, profile: ProfileResult): Markup =>
  html`<details id="profile-${profile.id}">
    <summary>${profile.title}</summary>
    ${profile.notes.length === 0 ? nothing : html`<p class="warning">${profile.notes.join('; ')}</p>`}
    ${[choices, gaps, availability, emissions, once, sharing, services, unpriced, lines].map((part) => part(view, profile))}
    ${
      profile.exit.rebuild.length === 0
        ? nothing
        : html`<h3>${view.say('rebuild')}</h3>
            ${list(profile.exit.rebuild)}`
    }
  </details>`;

type Part = (view: View, profile: ProfileResult) => Markup;

const choices: Part = ({ say }, { sovereignty }) =>
  sovereignty.choices.length === 0
    ? nothing
    : table(
        say('choices'),
        [say('item'), say('objectives'), say('now'), say('lift')],
        sovereignty.choices.map(({ title, objectives, now, lift }) => [title, objectives.join(', '), now, lift || '–']),
      );

const parityText: Readonly<Record<ProfileResult['gaps'][number]['parity'], MessageId>> = {
  weaker: 'parityWeaker',
  substitute: 'paritySubstitute',
  obligation: 'parityObligation',
  absent: 'parityAbsent',
};

const gaps: Part = ({ say, figure }, profile) =>
  profile.gaps.length === 0
    ? nothing
    : table(
        say('gaps'),
        [say('item'), say('how'), say('byWhat'), say('whatIsLost'), say('hours')],
        profile.gaps.map(({ intent, title, parity, by, lost, worked, hours }) => [
          html`${title} <span class="quiet">${intent}</span>`,
          say(parityText[parity]),
          by || '–',
          lost || '–',
          worked ? figure(hours) : '–',
        ]),
      );

const availability: Part = ({ say, figure }, profile) =>
  profile.availability.length === 0
    ? nothing
    : table(
        say('availability'),
        [say('services'), say('target'), say('recovery'), say('loss'), say('containers'), say('copies'), say('singlePoints')],
        profile.availability.map((line) => [
          line.title,
          figure(line.target),
          figure(line.recoveryMinutes),
          figure(line.lossMinutes),
          figure(line.containers),
          figure(line.copies),
          line.singlePoints.join(', ') || say('none'),
        ]),
      );

const emissions: Part = (view, { carbon }) => {
  const { say, figure, comparison } = view;
  const { inputs } = carbon;
  const ids = [inputs.electricity ?? carbon.electricity, inputs.pue, inputs.grid, carbon.operation, carbon.embodied];
  return table(
    say('emissions'),
    [say('item'), say('quantity'), say('range'), say('source'), say('year')],
    ids.flatMap((id) => {
      const told = comparison.figures[id ?? ''];
      if (told === undefined) return [];
      const sourced = 'derivedFrom' in told ? undefined : told;
      return [
        [
          html`${told.label} <span class="quiet">${view.unit(told.unit)}</span>`,
          figure(id),
          figure(id, 'range'),
          sourced?.source ?? say('derived'),
          sourced?.date ?? '–',
        ],
      ];
    }),
  );
};

const once: Part = ({ say, figure }, profile) =>
  profile.once.length === 0
    ? nothing
    : table(
        say('once'),
        [say('item'), say('cost'), say('range'), say('why')],
        profile.once.map(({ title, cost, unknown }) => [title, figure(cost), figure(cost, 'range'), unknown]),
      );

const sharing: Part = ({ comparison, say, figure }, profile) =>
  comparison.tenants.length < 2 || profile.kind === 'stay'
    ? nothing
    : table(
        say('sharing'),
        [
          say('tenant'),
          ...sharingKeys.map(
            (key) => html`${say(key)}${key === profile.mildestKey ? html` <strong>(${say('mildest')})</strong>` : nothing}`,
          ),
        ],
        comparison.tenants.map(({ id, title }) => [
          title,
          ...sharingKeys.map((key) => figure(profile.tenants[id]?.[key] ?? null)),
        ]),
      );

const services: Part = ({ comparison, say, figure }, profile) =>
  profile.kind === 'stay'
    ? nothing
    : table(
        say('services'),
        [say('services'), say('ownCost'), say('fullCost'), say('perThousand')],
        profile.services.map(({ tenant, id, own, full, perThousand }) => [
          comparison.services.find((one) => one.tenant === tenant && one.id === id)?.title ?? id,
          figure(own),
          figure(full),
          figure(perThousand),
        ]),
      );

const unpriced: Part = ({ say }, profile) => {
  if (profile.unpriced.length === 0) return nothing;
  const byReason = new Map<string, Set<string>>();
  for (const { item, reason } of profile.unpriced) byReason.set(reason, (byReason.get(reason) ?? new Set()).add(item));
  return table(
    say('unpriced'),
    [say('why'), say('item')],
    [...byReason].map(([reason, items]) => [reason, [...items].join(', ')]),
  );
};

const lines: Part = ({ say, figure }, profile) =>
  html`<details>
    <summary>${say('lines')} (${profile.lines.length})</summary>
    ${table(
      say('lines'),
      [say('item'), say('why'), say('quantity'), say('cost')],
      profile.lines.map((line) => [
        html`${line.item}
          <span class="quiet"
            >${[line.layer, line.tenant, line.stage, line.service].filter((part) => part !== '').join(' / ')}</span
          >`,
        line.unknown === '' ? line.driver : html`${line.driver} <span class="unknown">${line.unknown}</span>`,
        figure(line.quantity),
        figure(line.cost),
      ]),
    )}
  </details>`;
