import { isMap, itemsOf, type Value, type ValueMap } from './value';

/** One statement of an AWS policy, with its one-or-many shapes made alike. */
export interface Statement {
  readonly effect: 'Allow' | 'Deny';
  readonly actions: readonly string[];
  /** Whether actions or resources are given by what they are not. */
  readonly inverted: boolean;
  readonly resources: readonly string[];
  readonly principals: readonly Principal[];
  readonly conditions: readonly Condition[];
}

export interface Principal {
  readonly kind: 'aws' | 'service' | 'federated' | 'everyone';
  readonly value: string;
}

export interface Condition {
  readonly operator: string;
  /** Lower case. */
  readonly key: string;
  readonly values: readonly string[];
}

/** Statements of a policy document, given as a map or as JSON text. */
export const statementsOf = (document: Value | undefined): readonly Statement[] => {
  const body = typeof document === 'string' ? parsed(document) : document;
  if (!isMap(body)) return [];
  const known = read.get(body);
  if (known !== undefined) return known;
  const found = itemsOf(body.Statement).filter(isMap).map(statementOf);
  read.set(body, found);
  return found;
};

/** Read once for each document: rights, limits, trust and ways between owners all ask. */
const read = new WeakMap<ValueMap, readonly Statement[]>();

const parsed = (text: string): Value | undefined => {
  try {
    return JSON.parse(text) as Value;
  } catch {
    return undefined;
  }
};

const texts = (value: Value | undefined): readonly string[] =>
  itemsOf(value).map((item) => (typeof item === 'string' ? item : JSON.stringify(item)));

const statementOf = (body: ValueMap): Statement => ({
  effect: body.Effect === 'Deny' ? 'Deny' : 'Allow',
  actions: texts(body.Action ?? body.NotAction),
  inverted: body.NotAction !== undefined || body.NotResource !== undefined || body.NotPrincipal !== undefined,
  resources: texts(body.Resource ?? body.NotResource),
  principals: principalsOf(body.Principal ?? body.NotPrincipal),
  conditions: conditionsOf(body.Condition),
});

const principalsOf = (value: Value | undefined): readonly Principal[] => {
  if (value === '*') return [{ kind: 'everyone', value: '*' }];
  if (!isMap(value)) return [];
  return Object.entries(value).flatMap(([kind, item]) => texts(item).map((text) => principalOf(kind, text)));
};

const principalOf = (kind: string, value: string): Principal => {
  if (value === '*') return { kind: 'everyone', value };
  return { kind: kind === 'Service' ? 'service' : kind === 'Federated' ? 'federated' : 'aws', value };
};

const conditionsOf = (value: Value | undefined): readonly Condition[] =>
  isMap(value)
    ? Object.entries(value).flatMap(([operator, byKey]) =>
        isMap(byKey)
          ? Object.entries(byKey).map(([key, item]) => ({ operator, key: key.toLowerCase(), values: texts(item) }))
          : [],
      )
    : [];

/** Condition keys that say whose the caller is. */
const callerKeys = new Set([
  'aws:sourceaccount',
  'aws:principalaccount',
  'aws:sourceowner',
  'kms:calleraccount',
  'aws:sourcearn',
  'aws:principalarn',
  's3:dataaccesspointaccount',
]);

/**
 * Accounts of the callers that a statement's conditions admit, or undefined when they admit any. An
 * operator that passes when the key is absent (`…IfExists`), or that negates, admits any.
 */
export const callersIn = (statement: Statement): readonly string[] | undefined => {
  const found = statement.conditions.filter(
    ({ key, operator }) =>
      callerKeys.has(key) && !operator.includes('Not') && !operator.endsWith('IfExists') && !operator.startsWith('ForAllValues'),
  );
  const accounts = found.map(({ values }) => values.map(accountIn)).filter((list) => list.every((account) => account !== '*'));
  return accounts[0];
};

/** The account of an ARN or a bare account id; `*` where it is open. */
export const accountIn = (text: string): string => {
  if (/^\d{12}$/.test(text)) return text;
  const account = text.split(':')[4] ?? '';
  return /^\d{12}$/.test(account) ? account : '*';
};
