import type { ControlEntry, TargetEntry, VerdictEntry } from '../report';
import { areaName, areasOf } from './area';
import type { EvidenceGroup } from './evidence-group';
import { citedResource } from './excerpt';
import { html, type Html } from './html';
import { icon, marked } from './icon';
import { code, section, terms } from './section';
import { controlAnchor, verdictAnchor, type View } from './view';

/** Every control with its verdicts and their evidence. */
export const controlsSection = (view: View): Html =>
  section(
    'controls',
    view.words.say('controls'),
    html`<p class="tools" id="tools" hidden>
      <button type="button" id="open">${view.words.say('openAll')}</button>
      <button type="button" id="close">${view.words.say('closeAll')}</button>
    </p>`,
    areasOf(view.report.catalogue.controls).map(
      (area) =>
        html`<div class="area" data-area="${area}">
          <h3>${areaName(view.words, area)}</h3>
          ${view.report.catalogue.controls.map((control, index) => control.area === area && controlEntry(view, control, index))}
        </div>`,
    ),
  );

const controlEntry = (view: View, control: ControlEntry, index: number): Html => {
  const { report, words, tryVerdict } = view;
  const signs = report.targets.map((target) => {
    const verdict = tryVerdict(target, control.id)?.verdict;
    return (
      verdict !== undefined &&
      html`<span class="v ${verdict}"
        >${icon(verdict)}<span class="vh">${target.id}: ${words.say(`verdict.${verdict}`)}</span></span
      >`
    );
  });
  return html` <details class="control" id="${controlAnchor(control.id)}" data-c="${index}">
    <summary>
      <span class="s ${control.severity}">${words.say(`severity.${control.severity}`)}</span>
      <span class="name">${words.english(control.title)}</span> <code>${control.id}</code> <span class="signs">${signs}</span>
    </summary>
    <div class="body">
      ${about(view, control)}${report.targets.map((target, at) => verdictEntry(view, control, target, [at, index]))}
      <p class="back"><a href="#matrix">${words.say('toTop')}</a></p>
    </div>
  </details>`;
};

const about = ({ report, words }: View, control: ControlEntry): Html =>
  terms([
    [words.say('why'), words.english(control.why)],
    [words.say('repair'), words.english(control.repair)],
    ...(['aws', 'openstack'] as const)
      .filter((provider) => report.targets.some((target) => target.provider === provider))
      .map((provider) => [words.say('confirmOn', { provider: providerNames[provider] }), code(control.live[provider])] as const),
    [words.say('intents'), control.intents.length === 0 ? '' : control.intents.map((intent) => html`${code(intent)} `)],
    [words.say('mapping'), mappings(report.catalogue.frameworks, control, words.say('mappingNote'))],
  ]);

export const providerNames = { aws: 'AWS', openstack: 'OpenStack' } as const;

const mappings = (frameworks: View['report']['catalogue']['frameworks'], control: ControlEntry, said: string): Html => {
  const rows = control.mappings.filter(({ ids }) => ids.length > 0);
  return html`<ul class="maps">
      ${rows.map(({ framework, ids }) => {
        const entry = frameworks.find(({ id }) => id === framework);
        return html`<li>
          <b>${ids.join(', ')}</b>
          <small>${entry === undefined ? framework : `${entry.title}, ${entry.version} (${entry.date})`}</small>
        </li>`;
      })}
    </ul>
    <small>${said}</small>`;
};

const verdictEntry = (
  view: View,
  control: ControlEntry,
  target: TargetEntry,
  place: readonly [target: number, control: number],
): Html => {
  const { words, tryVerdict } = view;
  const verdict = tryVerdict(target, control.id);
  if (verdict === undefined) return html``;
  return html` <section
    class="verdict"
    data-t="${place[0]}"
    data-v="${verdict.verdict}"
    id="${verdictAnchor(control.id, target.id)}"
  >
    <h4>
      <span class="t">${target.id}</span>
      <small>${target.cloud}</small> ${marked(verdict.verdict, words.say(`verdict.${verdict.verdict}`))}
    </h4>
    <p class="reason">
      ${words.english(verdict.reason)}
      <small>${words.say('responsible')}: ${words.say(`responsibility.${verdict.responsibility}`)}</small>
    </p>
    ${evidence(view, target, verdict, place)}
  </section>`;
};

const evidence = (view: View, target: TargetEntry, verdict: VerdictEntry, place: readonly number[]): Html => {
  const groups = view.groupsOf(verdict);
  return groups.length === 0
    ? html`<p class="empty">${view.words.say('noEvidence')}</p>`
    : html`${groups.map((group, index) => groupEntry(view, target, group, [...place, index]))}`;
};

/** How many of a group stand in the page before the script draws the others. */
const written = { broken: 5, unseen: 3, kept: 1 } as const;

const groupEntry = (view: View, target: TargetEntry, group: EvidenceGroup, place: readonly number[]): Html => {
  const { words, tryResource } = view;
  const { entries, fact, says, result, exception } = group;
  const rest = entries.length - written[result];
  return html` <div class="group ${result}">
    <p>
      <span class="r">${words.say(`result.${result}`)}</span> <span lang="en"><b>${fact}</b>: ${says}</span>
      <small
        >${words.count('factsCounted', entries.length)}${exception !== '' && html`; ${words.say('exception')} ${code(exception)}`}</small
      >
    </p>
    ${entries.slice(0, written[result]).map((entry) => citedResource(words, entry, tryResource(target, entry.resource)))}${rest > 0 && html`<p class="more" data-g="${place.join(' ')}" data-n="${words.number(entries.length)}">${words.say('more', { n: words.number(rest) })}</p>`}
  </div>`;
};
