import { position } from './excerpt';
import { html, type Html } from './html';
import { code, section } from './section';
import { table } from './table';
import type { View } from './view';

/** What is wrong with the input; before everything else, since it bears on all of it. */
export const problemsSection = ({ report, words }: View): Html =>
  report.problems.length === 0
    ? html``
    : section(
        'problems',
        words.say('problems'),
        table(
          words.say('problems'),
          [
            { head: words.say('place'), cell: ({ file, line }) => position(file, line) },
            {
              head: words.say('problem'),
              kind: 'prose',
              cell: ({ code: id, message }) => html`${code(id)} ${words.english(message)}`,
            },
            { head: words.say('repair'), kind: 'prose', cell: ({ repair }) => words.english(repair) },
          ],
          report.problems,
        ),
      );
