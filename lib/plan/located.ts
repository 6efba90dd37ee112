import type { Position } from '../model/problem';

export type Path = readonly (string | number)[];

/** A value together with where each part of it was written. */
export interface Located<T> {
  readonly value: T;
  /** Position of the value at this path, or of its nearest ancestor that was written. */
  locate(path: Path): Position;
}
