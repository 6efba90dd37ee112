import type { ControlEntry, TargetEntry } from '../report';
import { html, type Html } from './html';
import { icon } from './icon';
import { filterForm } from './filter';
import { section } from './section';
import { areaName, areasOf } from './area';
import { controlAnchor, verdictAnchor, type View } from './view';

/** Every control against every target, grouped by area. */
export const matrixSection = (view: View): Html =>
  section(
    'matrix',
    view.words.say('matrix'),
    filterForm(view),
    html`<table class="matrix">
        <caption>
          ${view.words.say('matrixCaption')}
        </caption>
        <thead>
          <tr>
            <th scope="col">${view.words.say('control')}</th>
            <th scope="col" class="sev">${view.words.say('severity')}</th>
            ${view.report.targets.map(
              (target, index) => html`<th scope="col" data-t="${index}"><span class="t">${target.id}</span></th>`,
            )}
          </tr>
        </thead>
        ${areasOf(view.report.catalogue.controls).map((area) => areaBody(view, area))}
      </table>
      <p class="empty" id="nothing" hidden>${view.words.say('nothingMatches')}</p>`,
  );

const areaBody = (view: View, area: string): Html => {
  const { report, words } = view;
  const controls = report.catalogue.controls.filter((control) => control.area === area);
  return html`<tbody data-area="${area}">
    <tr class="area">
      <th scope="rowgroup" colspan="${report.targets.length + 2}">
        ${areaName(words, area)} <small>${words.count('controlsCounted', controls.length)}</small>
      </th>
    </tr>
    ${controls.map((control) => controlRow(view, control))}
  </tbody>`;
};

const controlRow = (view: View, control: ControlEntry): Html => {
  const { report, words } = view;
  const frameworks = report.catalogue.frameworks.flatMap(({ id }, index) =>
    control.mappings.some((mapping) => mapping.framework === id && mapping.ids.length > 0) ? [index] : [],
  );
  return html` <tr
    data-c="${report.catalogue.controls.indexOf(control)}"
    data-s="${control.severity}"
    data-f="${frameworks.join(' ')}"
  >
    <th scope="row">
      <a href="#${controlAnchor(control.id)}">${words.english(control.title)}</a>
      <code data-l="${words.say(`severity.${control.severity}`)}">${control.id}</code>
    </th>
    <td class="sev"><span class="s ${control.severity}">${words.say(`severity.${control.severity}`)}</span></td>
    ${report.targets.map((target, index) => verdictCell(view, control, target, index))}
  </tr>`;
};

const verdictCell = ({ words, tryVerdict }: View, control: ControlEntry, target: TargetEntry, index: number): Html => {
  const entry = tryVerdict(target, control.id);
  if (entry === undefined) return html`<td data-t="${index}">–</td>`;
  const count = entry.evidence.length;
  return html`<td data-t="${index}" data-v="${entry.verdict}">
    <a class="v ${entry.verdict}" href="#${verdictAnchor(control.id, target.id)}"
      >${icon(entry.verdict)}<b>${words.say(`verdict.${entry.verdict}`)}</b>${count > 0 && html` <i>${words.number(count)}</i>`}</a
    >
  </td>`;
};
