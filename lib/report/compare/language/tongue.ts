import { inEnglish, type Speak, speakerOf } from '../../../planning/phrase';
import { answersIn } from './answers';
import { germanAnswers } from './answer-de';
import { spanishAnswers } from './answer-es';
import { italianAnswers } from './answer-it';
import { germanBackwards, italianBackwards, spanishBackwards } from './backwards';
import { germanIntents } from './intent-de';
import { spanishIntents } from './intent-es';
import { italianIntents } from './intent-it';
import { germanLabels } from './label-de';
import { spanishLabels } from './label-es';
import { italianLabels } from './label-it';
import type { Language } from './language';
import { germanSentences } from './sentence-de';
import { spanishSentences } from './sentence-es';
import { italianSentences } from './sentence-it';

type Table = Readonly<Record<string, string>>;

/** The sentences of lib/planning and the answers of providers by language, each under its English wording. */
export const tables: Readonly<Record<Exclude<Language, 'en'>, { readonly sentences: Table; readonly answers: Table }>> = {
  de: { sentences: { ...germanLabels, ...germanSentences, ...germanBackwards }, answers: { ...germanIntents, ...germanAnswers } },
  it: {
    sentences: { ...italianLabels, ...italianSentences, ...italianBackwards },
    answers: { ...italianIntents, ...italianAnswers },
  },
  es: {
    sentences: { ...spanishLabels, ...spanishSentences, ...spanishBackwards },
    answers: { ...spanishIntents, ...spanishAnswers },
  },
};

/** How a comparison is said in a language; a test holds the tables against everything that can be said. */
export const speakIn = (language: Language): Speak => {
  if (language === 'en') return inEnglish;
  const { sentences, answers } = tables[language];
  const answered = answersIn(answers);
  const money = new Intl.NumberFormat(language, { useGrouping: 'always', minimumFractionDigits: 2, maximumFractionDigits: 2 });
  return speakerOf({
    sentence: (english) => sentences[english] ?? english,
    answer: (english) => answered(english) ?? english,
    amount: (english) => money.format(Number(english)),
  });
};
