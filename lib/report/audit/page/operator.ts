import { html, type Html, type Part } from './html';
import { code, empty, note, section } from './section';
import { table } from './table';
import { verdictAnchor, type View } from './view';

interface Duty {
  readonly what: Part;
  readonly target: string;
  readonly reason: Part;
  readonly confirm: Part;
}

/** What no artefact proves: verdicts and lines of the ledger that were handed to the operator of the cloud. */
export const operatorSection = (view: View): Html => {
  const { words } = view;
  const duties = [...ofControls(view), ...ofIntents(view)];
  return section(
    'operator',
    words.say('operator'),
    note(words.say('operatorNote')),
    duties.length === 0
      ? empty(words.say('noOperator'))
      : table(
          words.say('operator'),
          [
            { head: words.say('control'), cell: ({ what }) => what },
            { head: words.say('target'), cell: ({ target }) => target },
            { head: words.say('reason'), kind: 'prose', cell: ({ reason }) => reason },
            { head: words.say('command'), kind: 'code', cell: ({ confirm }) => confirm },
          ],
          duties,
        ),
  );
};

const ofControls = ({ report, words, tryControl }: View): readonly Duty[] =>
  report.targets.flatMap((target) =>
    target.verdicts
      .filter(({ verdict }) => verdict === 'obligation')
      .map((verdict) => {
        const control = tryControl(verdict.control);
        return {
          what: html`<a href="#${verdictAnchor(verdict.control, target.id)}"
              >${words.english(control?.title ?? verdict.control)}</a
            >
            ${code(verdict.control)}`,
          target: target.id,
          reason: words.english(verdict.reason),
          confirm: control === undefined ? '' : code(control.live[target.provider]),
        };
      }),
  );

const ofIntents = ({ report, words }: View): readonly Duty[] =>
  report.parity.rows.flatMap(({ intent, meaning, cells }) =>
    cells
      .filter(({ parity }) => parity === 'obligation')
      .map(({ target, by, lost }) => ({
        what: html`${words.english(meaning)} ${code(intent)}`,
        target,
        reason: words.english([by, lost].filter((text) => text !== '').join('; ')),
        confirm: '',
      })),
  );
