import type { ControlEntry } from '../report';
import { english, type TextKey } from './text-en';
import type { Words } from './words';

/** An area of the catalogue in words; one that we have no word for stands as it is. */
export const areaName = (words: Words, area: string): string => {
  const key = `area.${area}`;
  return Object.hasOwn(english, key) ? words.say(key as TextKey) : area;
};

/** In the order in which the catalogue names them. */
export const areasOf = (controls: readonly ControlEntry[]): readonly string[] => [...new Set(controls.map(({ area }) => area))];
