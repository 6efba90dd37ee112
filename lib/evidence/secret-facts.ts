import { type Fact, fact } from './fact';
import type { Resource } from './resource';
import { known } from './seen';
import { isList, isMap, type Value } from './value';

/** Properties that hold a secret when they hold any text of their own. */
const secretKeys =
  /^(master_?user_?password|admin_?pass(word)?|password|secret_?string|payload|psk|pre_?shared_?key|secret_?access_?key|client_?secret|private_?key|auth_?token|api_?key|db_?password)$/i;

/** Names of settings whose value is a secret. */
const secretNames = /(^|_)(PASSWORD|PASSWD|SECRET|TOKEN|API_?KEY|PRIVATE_?KEY|CREDENTIALS?)$/i;

/** Texts that are secrets wherever they stand, each behind a word that is quicker to look for. */
const secretTexts: readonly (readonly [word: string, pattern: RegExp])[] = [
  ['PRIVATE KEY-----', /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----/],
  ['IA', /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/],
  ['gh', /\bgh[pousr]_[A-Za-z0-9]{36}\b/],
  ['xox', /\bxox[abp]-[A-Za-z0-9-]{20,}/],
  ['://', /:\/\/[^\s:/@${}⟦]{1,80}:[^\s:/@${}⟦]{3,80}@[a-z0-9.-]+/i],
  ['passwd:', /^\s*(?:chpasswd|plain_text_passwd):\s*\S+/m],
  ['=', /(?:\b|_)(?:PASSWORD|PASSWD|SECRET|API_KEY)=(?!["']?(?:\$|\{|⟦|$))["']?[A-Za-z0-9+/!#%_-]{8,}/m],
];

/** A secret value that stands in a resource: every text of it is looked at. */
export const secretFacts = (resource: Resource): readonly Fact[] => {
  const first = secretIn(resource.properties, '');
  return first === undefined ? [] : [fact('plainSecret', 'artefact', resource, known(true), { at: first })];
};

/** Path of the first secret; undefined where there is none. */
const secretIn = (value: Value, key: string): string | undefined => {
  if (typeof value === 'string') return isSecret(value, key) ? '' : undefined;
  if (isList(value)) {
    for (const item of value) {
      const found = secretIn(item, key);
      if (found !== undefined) return found;
    }
  } else if (isMap(value)) {
    const name = typeof value.Name === 'string' ? value.Name : typeof value.name === 'string' ? value.name : '';
    for (const inner in value) {
      const item = value[inner] ?? null;
      const isSetting = (inner === 'Value' || inner === 'value') && secretNames.test(name);
      const found = secretIn(item, isSetting || (secretNames.test(inner) && !isMap(item)) ? 'password' : inner);
      if (found !== undefined) return [inner, found].filter((part) => part !== '').join('.');
    }
  }
  return undefined;
};

/** A reference, an expression or an address of a secret is none. */
const isReference = (text: string): boolean => /⟦|\$\{|\{\{resolve:(secretsmanager|ssm-secure)|^arn:/.test(text) || text === '';

const isSecret = (text: string, key: string): boolean =>
  secretKeys.test(key) ? !isReference(text) : secretTexts.some(([word, pattern]) => text.includes(word) && pattern.test(text));
