import type { Language } from './language';
import { english, type Texts } from './text-en';

export const texts: Readonly<Record<Language, Texts>> = Object.fromEntries([['en', english]]) as never;
