import { german } from './page-de';
import { english, type Messages } from './page-en';
import { spanish } from './page-es';
import { italian } from './page-it';

/** What the page itself says, by language. */
export const languages = { en: english, de: german, it: italian, es: spanish } as const satisfies Readonly<
  Record<string, Messages>
>;
export type Language = keyof typeof languages;
