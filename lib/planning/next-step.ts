import type { Comparison } from './comparison';
import type { Lack, ToldInput } from './comparison-input';
import { phrase, type Speak } from './phrase';

interface Lacking {
  readonly profile: string;
  readonly title: string;
  readonly lack: Lack;
}

type Of<Kind extends Lack['kind']> = Extract<Lack, { kind: Kind }>;

/** What to write or to import, so that totals become whole: rates first, since one of them prices a whole book. */
export const nextStepsOf = (input: ToldInput, speak: Speak): Pick<Comparison, 'ratesMissing' | 'nextSteps'> => {
  const lacking = input.profiles.flatMap(({ id, title, lines }) =>
    lines.flatMap(({ lack }) => (lack === undefined ? [] : [{ profile: id, title, lack }])),
  );
  const missing = ratesIn(input, lacking, speak);
  const { planningFile: file } = input;
  const written = namesOf(lacking, 'written', ({ key }) => key);
  const stay = input.profiles.find(({ kind }) => kind === 'stay');
  return {
    ratesMissing: missing,
    nextSteps: [
      ...missing.map(({ repair }) => repair),
      ...booksIn(lacking, speak),
      ...(stay === undefined || stay.lines.length > 0
        ? []
        : [
            speak(
              phrase('Write into {file}, under stay.items, what today costs: machines, rooms, power, people, licences.', {
                file,
              }),
            ),
          ]),
      ...(written.length === 0
        ? []
        : [speak(phrase('Write into {file}: {keys}', { file, keys: listed(written.map(shortened)) }))]),
      ...pricesIn(lacking, speak),
    ],
  };
};

const ratesIn = (
  { currency, planningFile, date }: ToldInput,
  lacking: readonly Lacking[],
  speak: Speak,
): Comparison['ratesMissing'] =>
  namesOf(lacking, 'rate', ({ from }) => from).map((from) => ({
    from,
    to: currency,
    profiles: profilesOf(lacking, ({ lack }) => lack.kind === 'rate' && lack.from === from, 'profile'),
    repair: speak(
      phrase('Write into {file}, under rates, what one {from} is worth in {to}, with its day and source: {entry}', {
        file: planningFile,
        from,
        to: currency,
        entry: `- { from: ${from}, to: ${currency}, rate: …, date: ${date}, source: … }`,
      }),
    ),
  }));

const booksIn = (lacking: readonly Lacking[], speak: Speak): readonly string[] =>
  namesOf(lacking, 'book', ({ place }) => place).map((place) => {
    const titles = profilesOf(lacking, ({ lack }) => lack.kind === 'book' && lack.place === place, 'title').join(', ');
    return place === ''
      ? speak(
          phrase("Give a price book for {profiles}: the vendor's list (sgc prices import), or prices/*.yaml of your own.", {
            profiles: titles,
          }),
        )
      : speak(phrase('Give a price book for {place}, where {profiles} keeps its second copy.', { place, profiles: titles }));
  });

const pricesIn = (lacking: readonly Lacking[], speak: Speak): readonly string[] =>
  namesOf(lacking, 'price', ({ book }) => book).map((book) => {
    const own = lacking.filter(({ lack }) => lack.kind === 'price' && lack.book === book);
    const items = listed(namesOf(own, 'price', ({ item }) => item));
    return speak(phrase("{book} has no price of {items}: import the vendor's list (sgc prices import).", { book, items }));
  });

const namesOf = <Kind extends Lack['kind']>(
  lacking: readonly Lacking[],
  kind: Kind,
  nameOf: (lack: Of<Kind>) => string,
): readonly string[] =>
  [...new Set(lacking.flatMap(({ lack }) => (lack.kind === kind ? [nameOf(lack as Of<Kind>)] : [])))].sort();

const profilesOf = (
  lacking: readonly Lacking[],
  holds: (one: Lacking) => boolean,
  field: 'profile' | 'title',
): readonly string[] => [...new Set(lacking.filter(holds).map((one) => one[field]))];

/** Hours of many intents are one thing to write. */
const shortened = (key: string): string => key.replace(/^staff\.hours\..*$/, 'staff.hours');

const shown = 6;

const listed = (names: readonly string[]): string => {
  const different = [...new Set(names)];
  return different.length > shown ? `${different.slice(0, shown).join(', ')} … (${different.length})` : different.join(', ');
};
