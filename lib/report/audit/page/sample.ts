import { html, type Html } from './html';
import { position } from './excerpt';
import { code, empty, note, section, terms } from './section';
import { table } from './table';
import { verdictAnchor, type View } from './view';

/** Resources to confirm live, each with its command. */
export const sampleSection = (view: View): Html => {
  const { report, words } = view;
  const targets = report.targets.filter(({ id }) => report.sample.some(({ target }) => target === id));
  return section(
    'sample',
    words.say('sample'),
    note(words.say('sampleNote')),
    terms([[words.say('sampleSeed'), code(report.sampleSeed)]]),
    targets.length === 0
      ? empty(words.say('noSample'))
      : targets.map(
          (target) =>
            html`<h3><span class="t">${target.id}</span> <small>${target.cloud}</small></h3>
              ${table(
                `${words.say('sample')}: ${target.id}`,
                [
                  {
                    head: words.say('control'),
                    cell: ({ control }) =>
                      html`<a href="#${verdictAnchor(control, target.id)}"
                        >${words.english(view.tryControl(control)?.title ?? control)}</a
                      >`,
                  },
                  {
                    head: words.say('resource'),
                    cell: ({ resource }) => {
                      const place = view.tryResource(target, resource)?.place;
                      return html`${place?.logicalId || resource}<br />
                        <small>${place === undefined ? '' : position(place.file, place.line)}</small>`;
                    },
                  },
                  { head: words.say('command'), kind: 'code', cell: ({ command }) => code(command) },
                ],
                report.sample.filter((entry) => entry.target === target.id),
              )}`,
        ),
  );
};
