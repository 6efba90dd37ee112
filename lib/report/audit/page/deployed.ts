import { type DeployedArtefact, deployedStates } from '../deployed-entry';
import { html, type Html } from './html';
import { code, note, section } from './section';
import { table } from './table';
import type { View } from './view';

/** Whether what was audited is what runs, artefact by artefact; each difference is named. */
export const deployedSection = ({ report, words }: View): Html => {
  const { deployed } = report;
  if (deployed === null) return html``;
  const inOrder = deployedStates.flatMap((state) => deployed.artefacts.filter((one) => one.state === state));
  return section(
    'deployed',
    words.say('deployed'),
    note(words.say('deployedNote', { day: words.day(deployed.on) })),
    table(
      words.say('deployed'),
      [
        {
          head: words.say('artefacts'),
          cell: ({ target, artefact }: DeployedArtefact) => html`${artefact} <small>${target}</small>`,
        },
        {
          head: words.say('state'),
          cell: ({ state, reason }: DeployedArtefact) =>
            html`<b class="state${state !== 'same' && ' bad'}">${words.say(`deployed.${state}`)}</b>
              ${reason !== '' && html`<small>${words.english(reason)}</small>`}`,
        },
        {
          head: words.say('difference'),
          kind: 'prose' as const,
          cell: ({ compared, undecided, differences, more }: DeployedArtefact) =>
            html`${compared > 0 && html`<p class="small">${words.say('compared', { n: words.number(compared), undecided: words.number(undecided) })}</p>`}
            ${
              differences.length > 0 &&
              html`<ul class="causes">
                ${differences.slice(0, written).map(
                  ({ pointer, audited, deployed: runs }) =>
                    html`<li>
                      ${code(pointer)}
                      <p class="small">${words.english(`${audited || '–'} → ${runs || '–'}`)}</p>
                    </li>`,
                )}
                ${differences.length + more > written && html`<li><small>${words.say('more', { n: words.number(differences.length + more - written) })}</small></li>`}
              </ul>`
            }`,
        },
      ],
      inOrder,
      ({ state }) => (state === 'same' ? '' : 'bad'),
    ),
  );
};

const written = 5;
