import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { Step } from './step';

const seconds = z.number().nonnegative();
const record = z.strictObject({ template: z.string(), examineSeconds: seconds, applySeconds: seconds });
const schema = z.record(z.string(), record);

/** What an artefact took when it was last applied, and which template that was. */
export type Record = z.infer<typeof record>;

/** Durations of earlier runs, kept beside the artefacts; who deletes the file loses the forecast and nothing else. */
export class History {
  private constructor(
    private readonly file: string,
    private readonly records: { [name: string]: Record },
  ) {}

  static in(folder: string): History {
    const file = path.join(folder, 'sgc-durations.json');
    const read = existsSync(file) ? schema.safeParse(parsed(readFileSync(file, 'utf8'))) : undefined;
    return new History(file, read?.success === true ? read.data : {});
  }

  /** Undefined where it was never applied from here. */
  of({ artefact }: Step): Record | undefined {
    return this.records[artefact.name];
  }

  /** Whether the artefact was applied as it is now. */
  knows(step: Step): boolean {
    return this.of(step)?.template === digestOf(step);
  }

  note(step: Step, took: Omit<Record, 'template'>): void {
    this.records[step.artefact.name] = { template: digestOf(step), ...took };
    const sorted = Object.fromEntries(Object.entries(this.records).sort(([a], [b]) => (a < b ? -1 : 1)));
    writeFileSync(this.file, `${JSON.stringify(sorted, null, 2)}\n`);
  }
}

const digestOf = ({ folder, artefact }: Step): string =>
  createHash('sha256')
    .update(readFileSync(path.join(folder, artefact.file)))
    .digest('hex');

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
