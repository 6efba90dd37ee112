import type { Language } from './language';
import { bulgarian } from './text-bg';
import { bosnian } from './text-bs';
import { german } from './text-de';
import { english, type Texts } from './text-en';
import { spanish } from './text-es';
import { estonian } from './text-et';
import { croatian } from './text-hr';
import { italian } from './text-it';
import { latvian } from './text-lv';
import { serbianCyrillic, serbianLatin } from './text-sr';

export const texts: Readonly<Record<Language, Texts>> = {
  en: english,
  de: german,
  it: italian,
  es: spanish,
  bg: bulgarian,
  'sr-Cyrl': serbianCyrillic,
  'sr-Latn': serbianLatin,
  bs: bosnian,
  hr: croatian,
  et: estonian,
  lv: latvian,
};
