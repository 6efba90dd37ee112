import { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { z } from 'zod';

const entry = z.strictObject({ address: z.string(), id: z.string() });

/** Something that the engine made, and its id in the cloud. */
export type Made = z.infer<typeof entry>;

const complete = /^(\S+): Creation complete after \S+ \[id=(.+)\]$/;

/** Secrets that are told once, when they are made: what is taken over later has none, so it is made again. */
const bornWithSecret: readonly string[] = ['openstack_identity_application_credential_v3'];

/**
 * What an engine has made in an apply that is not over. An engine keeps that in mind and writes it down from time to
 * time; where it is killed in between, the cloud has what no state knows, and the next apply would make it again.
 * From this file the next one takes it over.
 */
export class Journal {
  private rest = '';
  private readonly file: string;
  private readonly adoption: string;

  /** The folder is that of the state's template, where the engine works. */
  constructor(folder: string) {
    this.file = path.join(folder, 'sgc-made.jsonl');
    this.adoption = path.join(folder, 'sgc_adopt.tf.json');
  }

  /** Reads along what the engine says, in pieces as they come. */
  hear(text: string): void {
    const lines = `${this.rest}${text}`.split('\n');
    this.rest = lines.pop() ?? '';
    for (const line of lines) {
      const [, address, id] = complete.exec(stripVTControlCharacters(line).trim()) ?? [];
      if (address !== undefined && id !== undefined) this.note({ address, id });
    }
  }

  /** The engine ended by itself, so its state knows everything. */
  close(): void {
    rmSync(this.file, { force: true });
  }

  /** What an engine made that did not end by itself; empty where all ended well. */
  get left(): readonly Made[] {
    if (!existsSync(this.file)) return [];
    return readFileSync(this.file, 'utf8')
      .split('\n')
      .flatMap((line) => madeIn(line));
  }

  /** Has the engine take over what is left; returns what it has to make again all the same. */
  adopt(): readonly string[] {
    const { left } = this;
    if (left.length > 0)
      writeFileSync(this.adoption, JSON.stringify({ import: left.map(({ address, id }) => ({ to: address, id })) }));
    return left.map(({ address }) => address).filter((address) => bornWithSecret.some((type) => address.startsWith(`${type}.`)));
  }

  tidy(): void {
    rmSync(this.adoption, { force: true });
  }

  private note(made: Made): void {
    appendFileSync(this.file, `${JSON.stringify(made)}\n`, { mode: 0o600 });
  }
}

/** A line that a power cut left half-written is none. */
const madeIn = (line: string): readonly Made[] => {
  try {
    const parsed = entry.safeParse(JSON.parse(line));
    return parsed.success ? [parsed.data] : [];
  } catch {
    return [];
  }
};
