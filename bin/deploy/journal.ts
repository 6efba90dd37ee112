import { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { z } from 'zod';

const line = z.strictObject({ address: z.string(), id: z.string().nullable(), half: z.boolean().optional() });

/** Something that the engine made, and its id in the cloud. */
export interface Made {
  readonly address: string;
  readonly id: string;
  /** Made, and not all of what belongs to its making done. */
  readonly half?: boolean | undefined;
}

const begun = /^(\S+): Creating\.\.\.$/;
const complete = /^(\S+): Creation complete after \S+ \[id=(.+)\]$/;
/** Neutron names the rule that is there already; the engine names the resource a few lines below. */
const duplicate = /already exists\. Rule id is ([0-9a-f-]{36})[\s\S]*?with (openstack_networking_secgroup_rule_v2\.\S+),/g;
/**
 * The provider notes the id of what it makes in a network only when the last request of its making was answered; where one
 * was not, it forgets the thing and tells its id in the error alone. What was only to be deleted is not meant.
 */
const forgotten =
  /Error\s+(?:waiting\s+for|deleting\s+a\s+default\s+rule\s+for|retrieving\s+the\s+created)\s+(openstack_\w+)\s+([0-9a-f-]{36})(?::|\s+to\s+become\s+available)[\s\S]*?with (\1\.\S+),/g;

/** Secrets that are told once, when they are made: what is taken over later has none, so it is made again. */
const bornWithSecret: readonly string[] = ['openstack_identity_application_credential_v3'];
/** What is let through by default is taken away last: where that was cut short, it is made again, while nothing is in it. */
const bornOpen: readonly string[] = ['openstack_networking_secgroup_v2'];

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
    for (const said of lines.map((one) => stripVTControlCharacters(one).trim())) {
      const [, made, id] = complete.exec(said) ?? [];
      const [, address] = begun.exec(said) ?? [];
      if (made !== undefined && id !== undefined) this.note({ address: made, id });
      else if (address !== undefined) this.note({ address, id: null });
    }
  }

  /** The engine ended by itself, so its state knows everything but what it ran against and what it forgot. */
  close(output: string): void {
    rmSync(this.file, { force: true });
    const plain = stripVTControlCharacters(output).replaceAll(/^[│╷╵ ]+/gm, '');
    for (const [, id, address] of plain.matchAll(duplicate))
      if (id !== undefined && address !== undefined) this.note({ address, id });
    for (const [, , id, address] of plain.matchAll(forgotten))
      if (id !== undefined && address !== undefined) this.note({ address, id, half: true });
  }

  /** What an engine made that did not end by itself; empty where all ended well. */
  get left(): readonly Made[] {
    return this.lines.flatMap(({ address, id, half }) => (id === null ? [] : [{ address, id, half }]));
  }

  /** Addresses of what was being made when the engine was killed: it may be there, and nobody heard its id. */
  get inDoubt(): readonly string[] {
    const made = new Set(this.left.map(({ address }) => address));
    return this.lines.map(({ address }) => address).filter((address) => !made.has(address));
  }

  /** Has the engine take over what is left, and what was found; returns what it has to make again all the same. */
  adopt(found: readonly Made[]): readonly string[] {
    const all = [...this.left, ...found];
    if (all.length > 0)
      writeFileSync(this.adoption, JSON.stringify({ import: all.map(({ address, id }) => ({ to: address, id })) }));
    const half = [...this.left.filter((one) => one.half), ...found];
    return [...addressesOf(all, bornWithSecret), ...addressesOf(half, bornOpen)];
  }

  tidy(): void {
    rmSync(this.adoption, { force: true });
  }

  private get lines(): readonly z.infer<typeof line>[] {
    if (!existsSync(this.file)) return [];
    return readFileSync(this.file, 'utf8').split('\n').flatMap(lineIn);
  }

  private note(entry: z.infer<typeof line>): void {
    appendFileSync(this.file, `${JSON.stringify(entry)}\n`, { mode: 0o600 });
  }
}

const addressesOf = (made: readonly Made[], types: readonly string[]): readonly string[] =>
  made.map(({ address }) => address).filter((address) => types.some((type) => address.startsWith(`${type}.`)));

/** A line that a power cut left half-written is none. */
const lineIn = (text: string): readonly z.infer<typeof line>[] => {
  try {
    const parsed = line.safeParse(JSON.parse(text));
    return parsed.success ? [parsed.data] : [];
  } catch {
    return [];
  }
};
