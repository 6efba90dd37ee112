import { createHash } from 'node:crypto';
import { escaped } from './resource';

/** One place at which what runs is not what was written. */
export interface Difference {
  /** JSON pointer (RFC 6901) into what was written. */
  readonly pointer: string;
  /** Empty: it has none. */
  readonly written: string;
  readonly runs: string;
}

/** Two artefacts compared value by value. */
export interface Compared {
  readonly compared: number;
  /** Values that only the deployment decides. */
  readonly undecided: number;
  readonly differences: readonly Difference[];
}

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

const isMap = (value: Json | undefined): value is { readonly [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);

/** A template as it was written beside the one that CloudFormation keeps: both say the same, or every place where they do not is named. */
export const compareTemplates = (written: Json, runs: Json): Compared => {
  const found: Difference[] = [];
  let compared = 0;
  const visit = (one: Json | undefined, other: Json | undefined, pointer: string): void => {
    if (isMap(one) && isMap(other)) {
      for (const key of new Set([...Object.keys(one), ...Object.keys(other)]))
        visit(one[key], other[key], `${pointer}/${escaped(key)}`);
    } else if (isList(one) && isList(other)) {
      for (let index = 0; index < Math.max(one.length, other.length); index += 1)
        visit(one[index], other[index], `${pointer}/${index}`);
    } else {
      compared += 1;
      if (textOf(one) !== textOf(other)) found.push({ pointer, written: shortened(one), runs: shortened(other) });
    }
  };
  visit(written, runs, '');
  return { compared, undecided: 0, differences: found };
};

interface Template {
  readonly resource?: Readonly<Record<string, Readonly<Record<string, { readonly [key: string]: Json }>>>>;
}

interface State {
  readonly resources?: readonly {
    readonly mode: string;
    readonly type: string;
    readonly name: string;
    readonly instances?: readonly {
      readonly attributes?: { readonly [key: string]: Json };
      readonly sensitive_attributes?: readonly (readonly { readonly type: string; readonly value: Json }[])[];
    }[];
  }[];
}

/** Words of the engine, which no state holds. */
const ofEngine = new Set(['//', 'lifecycle', 'depends_on', 'provider', 'provisioner', 'connection', 'count', 'for_each']);

/**
 * Terraform JSON as it was written beside the state of what runs (version 4, as `state pull` gives it): the same resources, and
 * every literal value of each. What is computed of other things is left to the deployment. Secrets are compared, never shown.
 */
export const compareState = ({ resource = {} }: Template, { resources = [] }: State): Compared => {
  const managed = resources.filter(({ mode }) => mode === 'managed');
  const values = new Map(
    resources.map(({ mode, type, name, instances }) => [
      `${mode === 'data' ? 'data.' : ''}${type}.${name}`,
      instances?.[0]?.attributes,
    ]),
  );
  const there = new Map(managed.map((one) => [`/resource/${escaped(one.type)}/${escaped(one.name)}`, one]));
  const wanted = Object.entries(resource).flatMap(([type, byName]) =>
    Object.entries(byName).map(([name, body]) => ({ pointer: `/resource/${escaped(type)}/${escaped(name)}`, body })),
  );
  const all = wanted.map(({ pointer, body }): Compared => {
    const found = there.get(pointer)?.instances?.[0];
    if (found === undefined) return { compared: 1, undecided: 0, differences: [{ pointer, written: 'a resource', runs: '' }] };
    const secret = new Set((found.sensitive_attributes ?? []).map((path) => textOf(path[0]?.value)));
    return new Comparison(pointer, secret, (text) => resolved(text, values)).of(body, found.attributes ?? {});
  });
  const names = new Set(wanted.map(({ pointer }) => pointer));
  const extra = [...there.keys()].filter((pointer) => !names.has(pointer)).sort();
  return {
    compared: all.reduce((sum, one) => sum + one.compared, extra.length),
    undecided: all.reduce((sum, one) => sum + one.undecided, 0),
    differences: [
      ...all.flatMap((one) => one.differences),
      ...extra.map((pointer) => ({ pointer, written: '', runs: 'a resource' })),
    ],
  };
};

/** The literal values of one resource, held against its state. */
class Comparison {
  private compared = 0;
  private undecided = 0;
  private differences: Difference[] = [];

  constructor(
    private readonly pointer: string,
    /** Attributes whose values nobody may read. */
    private readonly secret: ReadonlySet<string>,
    /** A text with the values of other resources in it; undefined where it takes more than that. */
    private readonly resolve: (text: string) => Json | undefined,
  ) {}

  of(body: { readonly [key: string]: Json }, attributes: { readonly [key: string]: Json }): Compared {
    for (const [key, value] of Object.entries(body)) {
      if (!ofEngine.has(key)) this.visit(value, attributes[key], `/${escaped(key)}`);
    }
    return { compared: this.compared, undecided: this.undecided, differences: this.differences };
  }

  private visit(value: Json, state: Json | undefined, at: string): void {
    if (typeof value === 'string') {
      const known = this.resolve(value);
      if (known === undefined) {
        this.undecided += 1;
        const entries = entriesOf(value);
        // A map where one belongs: what was written stands there word by word, beside what only the deployment knows.
        if (entries !== undefined) this.map(entries, state, at);
      } else this.literal(known, state, at);
    } else this.literal(value, state, at);
  }

  private literal(value: Json, state: Json | undefined, at: string): void {
    if (typeof value === 'string') this.scalar(value, state, at);
    else if (isList(value)) this.list(value, state, at);
    // A block that may stand once is a map here and a list of one there.
    else if (isMap(value)) this.map(value, isList(state) ? state[0] : state, at);
    else this.scalar(value, state, at);
  }

  private map(value: { readonly [key: string]: Json }, state: Json | undefined, at: string): void {
    const own = isMap(state) ? state : {};
    for (const [key, inner] of Object.entries(value)) this.visit(inner, own[key], `${at}/${escaped(key)}`);
  }

  /** Sets come back in another order. */
  private list(value: readonly Json[], state: Json | undefined, at: string): void {
    const left = isList(state) ? [...state] : [];
    const unmatched: (readonly [item: Json, index: number])[] = [];
    value.forEach((item, index) => {
      const match = left.findIndex((other) => this.matches(item, other));
      if (match < 0) unmatched.push([item, index]);
      else {
        this.visit(item, left[match], `${at}/${index}`);
        left.splice(match, 1);
      }
    });
    for (const [item, index] of unmatched) this.visit(item, left.shift(), `${at}/${index}`);
    if (left.length > 0) this.tell(at, `${value.length} items`, `${value.length + left.length} items`);
  }

  private matches(item: Json, other: Json): boolean {
    return new Comparison('', this.secret, this.resolve).of({ item }, { item: other }).differences.length === 0;
  }

  private scalar(value: Json, state: Json | undefined, at: string): void {
    this.compared += 1;
    if (!isSame(value, state)) this.tell(at, shortened(value), shortened(state));
  }

  private tell(at: string, written: string, runs: string): void {
    const isSecret =
      this.secret.has(textOf(at.split('/')[1])) || /pass(word|phrase)|secret|psk|payload|user_data|private_key/.test(at);
    const pointer = `${this.pointer}${at}`;
    this.differences.push(isSecret ? { pointer, written: 'a value not shown', runs: 'another' } : { pointer, written, runs });
  }
}

const merged = /^\$\{merge\((\{(?:"(?:[^"\\]|\\.)*"|[^"{}])*\}),/;

/** Entries that stand as literals in a map which Terraform merges with others; undefined where it merges none. */
const entriesOf = (text: string): { readonly [key: string]: Json } | undefined => {
  const [, literal] = merged.exec(text) ?? [];
  try {
    return literal === undefined ? undefined : (JSON.parse(literal) as { readonly [key: string]: Json });
  } catch {
    return undefined;
  }
};

const reference = /^((?:data\.)?[a-z]\w*\.[A-Za-z_][\w-]*)((?:\.[\w-]+|\[\d+\])+)$/;

/** A text of Terraform with the values that a state has for what it refers to. */
const resolved = (text: string, values: ReadonlyMap<string, { readonly [key: string]: Json } | undefined>): Json | undefined => {
  if (!/[$%]\{/.test(text)) return text;
  let isKnown = true;
  const lookUp = (expression: string): Json => {
    const [, owner = '', path = ''] = reference.exec(expression.trim()) ?? [];
    const found = path
      .split(/[.[\]]+/)
      .filter((step) => step !== '')
      .reduce<Json | undefined>(
        (value, step) => (isList(value) ? value[Number(step)] : isMap(value) ? value[step] : undefined),
        values.get(owner),
      );
    if (found === undefined || found === null) isKnown = false;
    return found ?? '';
  };
  const [, whole] = /^\$\{([^{}]+)\}$/.exec(text) ?? [];
  if (whole !== undefined) {
    const value = lookUp(whole);
    return isKnown ? value : undefined;
  }
  // Doubled signs stand for themselves.
  const filled = text.replace(/([$%])\1\{|\$\{([^{}]*)\}|[$%]\{/g, (found, sign?: string, expression?: string) => {
    if (sign !== undefined) return `${sign}{`;
    if (expression !== undefined) return textOf(lookUp(expression));
    isKnown = false;
    return found;
  });
  return isKnown ? filled : undefined;
};

/** Providers write nothing, zero and no alike, keep some texts by their SHA-1, and order the keys of policies. */
const isSame = (value: Json, state: Json | undefined): boolean => {
  const [one, other] = [textOf(value), textOf(state)];
  if (one === other || (isEmpty(one) && isEmpty(other))) return true;
  if (/^[0-9a-f]{40}$/.test(other)) return createHash('sha1').update(one).digest('hex') === other;
  return /^[[{]/.test(one) && /^[[{]/.test(other) && canonical(one) === canonical(other);
};

const isEmpty = (text: string): boolean => ['', 'false', '0', '[]', '{}'].includes(text);

const canonical = (text: string): string => {
  const sorted = (value: Json): Json =>
    isList(value)
      ? value.map(sorted)
      : isMap(value)
        ? Object.fromEntries(
            Object.keys(value)
              .sort()
              .map((key) => [key, sorted(value[key] ?? null)]),
          )
        : value;
  try {
    return JSON.stringify(sorted(JSON.parse(text) as Json));
  } catch {
    return text;
  }
};

const textOf = (value: Json | undefined): string =>
  value === undefined || value === null ? '' : typeof value === 'string' ? value : JSON.stringify(value);

const shortened = (value: Json | undefined): string => {
  const text = textOf(value);
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
};
