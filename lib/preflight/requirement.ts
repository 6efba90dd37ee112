import type { Planning } from '../model/planning';
import type { Actor } from './limit';
import type { Part } from './need';

/** Chapters of the sheet, in its order. */
export const sections = ['demand', 'quota', 'address', 'cloud', 'access', 'name', 'certificate', 'people', 'contract'] as const;
export type Section = (typeof sections)[number];

/** One thing that must be there before a region can be set up, with what made it so much. */
export interface Requirement {
  readonly target: string;
  readonly section: Section;
  /** Account, project, space or e-service; empty for the cloud as a whole. */
  readonly where: string;
  readonly item: string;
  /** null: not known. */
  readonly need: number | null;
  /** What is set aside or allowed; -1: without bound; null: not known, or nothing bounds it. */
  readonly granted: number | null;
  readonly driver: string;
  readonly parts: readonly Part[];
  /** Of what is granted; where nothing is, of what is needed. */
  readonly source: string;
  readonly date: string;
  readonly confidence: 'high' | 'low' | 'own' | 'counted';
  /** What to ask for or to do; empty where it is granted. */
  readonly ask: string;
  readonly by: Actor;
}

/** What the region itself said of people and contracts. */
export interface Told {
  readonly planning: Planning | undefined;
  readonly file: string;
  /** Day of the sheet. */
  readonly date: string;
}
