import { isMap, type Value, type ValueMap } from '../evidence/value';
import type { Part } from './need';
import { blocksIn, type State } from './openstack-state';

/** Servers as they were written, references unresolved: what is measured here is what Terraform sends. */
const serversIn = (state: State): readonly { readonly id: string; readonly body: ValueMap }[] =>
  blocksIn(state, 'resource', 'compute_instance_v2').map(({ name, body }) => ({
    id: `${state.source.name}#compute_instance_v2.${name}`,
    body,
  }));

const mapOf = (value: Value | undefined): ValueMap => (isMap(value) ? value : {});

/** Bytes of each server's user data after base64, as Nova counts them. */
export const userDataBytes = (state: State): readonly Part[] =>
  serversIn(state).map(({ id, body }) => ({
    of: id,
    amount: typeof body.user_data === 'string' ? 4 * Math.ceil(Buffer.byteLength(rendered(body.user_data)) / 3) : 0,
  }));

/** Characters of each server's longest metadata value. */
export const metadataCharacters = (state: State): readonly Part[] =>
  serversIn(state).map(({ id, body }) => ({
    of: id,
    amount: Math.max(
      0,
      ...Object.values(mapOf(body.metadata)).map((value) => (typeof value === 'string' ? rendered(value).length : 0)),
    ),
  }));

export const metadataItems = (state: State): readonly Part[] =>
  serversIn(state).map(({ id, body }) => ({ of: id, amount: Object.keys(mapOf(body.metadata)).length }));

/** An IPv4 address at its longest. */
const address = '255.255.255.255';
/** An id, or an address of a service: what is only known when Terraform runs. */
const identifier = 'x'.repeat(36);

/** A text as Terraform sends it, with something as long as it may be in the place of each reference. */
export const rendered = (text: string): string => {
  let out = '';
  for (let at = 0; at < text.length;) {
    const two = text.slice(at, at + 2);
    if ((two === '$$' || two === '%%') && text[at + 2] === '{') {
      out += `${two[0] ?? ''}{`;
      at += 3;
    } else if (two === '${') {
      const end = endOf(text, at + 2);
      out += text.slice(at, end).includes('fixed_ip') ? address : identifier;
      at = end;
    } else {
      out += text[at] ?? '';
      at += 1;
    }
  }
  return out;
};

/** Where a reference ends whose inside begins at `from`; braces may nest. */
const endOf = (text: string, from: number): number => {
  let depth = 1;
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === '{') depth += 1;
    if (text[at] === '}' && (depth -= 1) === 0) return at + 1;
  }
  return text.length;
};
