import type { ControlEntry, FrameworkEntry } from '../report';
import { html, type Html } from './html';
import { icon } from './icon';
import { note, section } from './section';
import { table } from './table';
import { controlAnchor, type View } from './view';

/** Requirements of each framework with the controls that bear on them; indicative, never a claim. */
export const frameworksSection = (view: View): Html => {
  const { report, words } = view;
  if (report.catalogue.frameworks.length === 0) return html``;
  return section(
    'frameworks',
    words.say('frameworks'),
    note(words.say('frameworksNote')),
    report.catalogue.frameworks.map((framework) => frameworkEntry(view, framework)),
  );
};

interface Requirement {
  readonly id: string;
  readonly controls: readonly ControlEntry[];
}

const requirementsOf = (controls: readonly ControlEntry[], framework: string): readonly Requirement[] => {
  const bearing = new Map<string, ControlEntry[]>();
  for (const control of controls) {
    const ids = control.mappings.filter((mapping) => mapping.framework === framework).flatMap((mapping) => mapping.ids);
    for (const id of new Set(ids)) bearing.set(id, [...(bearing.get(id) ?? []), control]);
  }
  return [...bearing].sort(([a], [b]) => byNumber(a, b)).map(([id, those]) => ({ id, controls: those }));
};

const inOrder = new Intl.Collator('en', { numeric: true });
const byNumber = (a: string, b: string): number => inOrder.compare(a, b) || (a < b ? -1 : 1);

const frameworkEntry = (view: View, framework: FrameworkEntry): Html => {
  const { report, words } = view;
  const requirements = requirementsOf(report.catalogue.controls, framework.id);
  return html` <details class="fold">
    <summary>
      ${framework.title} <small>${framework.version}, ${framework.date}</small> <em>${words.say('indicative')}</em>
    </summary>
    <p class="note">${words.english(framework.note)} ${words.say('licence')}: ${words.english(framework.licence)}.</p>
    ${table(
      framework.title,
      [
        { head: words.say('requirement'), cell: ({ id }) => id },
        {
          head: words.say('controls'),
          kind: 'prose',
          cell: ({ controls }) =>
            html`<ul class="bears">
              ${controls.map((control) => bearing(view, control))}
            </ul>`,
        },
      ],
      requirements,
    )}
  </details>`;
};

/** A control, with a sign for each target on which it is not simply satisfied. */
const bearing = ({ report, words, tryVerdict }: View, control: ControlEntry): Html => {
  const signs = report.targets.map((target) => {
    const kind = tryVerdict(target, control.id)?.verdict;
    return (
      kind !== undefined &&
      kind !== 'satisfied' &&
      html` <span class="v ${kind}"
        >${icon(kind)}<small>${target.id}</small><span class="vh">: ${words.say(`verdict.${kind}`)}</span></span
      >`
    );
  });
  return html`<li><a href="#${controlAnchor(control.id)}">${control.id}</a>${signs}</li>`;
};
