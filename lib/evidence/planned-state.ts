import { isList, isMap, itemsOf, type Value, type ValueMap } from './value';

interface Planned {
  readonly module: string;
  readonly body: ValueMap;
  readonly pointer: string;
}

/** What `terraform show -json` says of a plan, in the shape of a state's JSON: values as planned, references where only the apply knows. */
export const plannedState = (plan: ValueMap): ValueMap => {
  const root = mapOf(mapOf(plan.planned_values).root_module);
  const unknown = unknownsOf(plan);
  const written = expressionsOf(mapOf(mapOf(plan.configuration).root_module), '');
  const resource: Record<string, Record<string, Value>> = {};
  for (const { module, body, pointer } of resourcesOf(root, '', '/planned_values/root_module')) {
    const type = String(body.type);
    const address = String(body.address);
    const values = completed(mapOf(body.values), mapOf(unknown[address]), mapOf(written[base(address)]), module);
    (resource[type] ??= {})[nameOf(address, type)] = { ...values, '//': { metadata: { path: address, pointer } } };
  }
  return { terraform: { required_providers: {} }, resource };
};

const mapOf = (value: Value | undefined): ValueMap => (isMap(value) ? value : {});

const resourcesOf = (module: ValueMap, name: string, pointer: string): readonly Planned[] => [
  ...itemsOf(module.resources)
    .map((body, index) => ({ module: name, body: mapOf(body), pointer: `${pointer}/resources/${index}` }))
    .filter(({ body }) => body.mode !== 'data'),
  ...itemsOf(module.child_modules).flatMap((child, index) =>
    resourcesOf(mapOf(child), String(mapOf(child).address), `${pointer}/child_modules/${index}`),
  ),
];

const unknownsOf = (plan: ValueMap): ValueMap =>
  Object.fromEntries(
    itemsOf(plan.resource_changes).map((change) => [
      String(mapOf(change).address),
      mapOf(mapOf(change).change).after_unknown ?? {},
    ]),
  );

/** Expressions of each resource by its address without counts. */
const expressionsOf = (module: ValueMap, prefix: string): ValueMap => ({
  ...Object.fromEntries(
    itemsOf(module.resources).map((body) => [`${prefix}${String(mapOf(body).address)}`, mapOf(body).expressions ?? {}]),
  ),
  ...Object.entries(mapOf(module.module_calls)).reduce<ValueMap>(
    (all, [name, call]) => ({ ...all, ...expressionsOf(mapOf(mapOf(call).module), `${prefix}module.${name}.`) }),
    {},
  ),
});

const base = (address: string): string => address.replace(/\[[^\]]*\]/g, '');

/** Resources of one type side by side: a name that keeps module and count, in letters that a reference may have. */
const nameOf = (address: string, type: string): string =>
  base(address)
    .replace(`${type}.`, '')
    .replace(/^module\./, '')
    .replaceAll('.module.', '-')
    .replaceAll('.', '-') +
  [...address.matchAll(/\[([^\]]*)\]/g)]
    .map(([, key = '']) => (key === '0' ? '' : `-${key.replace(/[^A-Za-z0-9_-]/g, '')}`))
    .join('');

/** Values that only the apply knows become references to what they will come from. */
const completed = (values: ValueMap, unknown: ValueMap, written: ValueMap, module: string): ValueMap =>
  ({
    ...values,
    ...Object.fromEntries(
      Object.entries(unknown)
        .filter(([, value]) => hasTrue(value))
        .map(([key]) => [key, standIn(values[key], written[key], module)] as const)
        .filter(([, value]) => value !== undefined),
    ),
  }) as ValueMap;

const hasTrue = (value: Value): boolean =>
  value === true || (isList(value) ? value.some(hasTrue) : isMap(value) && Object.values(value).some(hasTrue));

const standIn = (known: Value | undefined, written: Value | undefined, module: string): Value | undefined => {
  const references = referencesIn(written);
  if (references.length === 0) return written === undefined ? known : '${known after apply}';
  const texts = references.map((reference) => `\${${inModule(reference, module)}}`);
  if (known === undefined || known === null) return texts.length === 1 ? texts[0] : texts;
  // Blocks keep what is known of them; what is not is one of these references.
  return isList(known) ? known.map((block) => (isMap(block) ? { ...withReferences(block, written, module) } : block)) : texts;
};

const withReferences = (block: ValueMap, written: Value | undefined, module: string): ValueMap => ({
  ...block,
  ...Object.fromEntries(
    itemsOf(written)
      .flatMap((one) => Object.entries(mapOf(one)))
      .filter(([key]) => block[key] === undefined || block[key] === null)
      .flatMap(([key, expression]) => {
        const [first] = referencesIn(expression);
        return first === undefined ? [] : [[key, `\${${inModule(first, module)}}`]];
      }),
  ),
});

/** References with an attribute; the list of a plan also names the resource alone. */
const referencesIn = (expression: Value | undefined): readonly string[] => {
  if (isList(expression)) return expression.flatMap(referencesIn);
  if (!isMap(expression)) return [];
  const own = itemsOf(expression.references).filter(
    (one): one is string => typeof one === 'string' && /^[a-z0-9_]+\.[^.]+\.[a-z0-9_]+$/.test(one),
  );
  return own.length > 0
    ? own
    : Object.values(expression).flatMap((inner) => (isMap(inner) || isList(inner) ? referencesIn(inner) : []));
};

const inModule = (reference: string, module: string): string => {
  const [type = '', name = '', attribute = ''] = base(reference).split('.');
  const path =
    module === ''
      ? name
      : `${base(module)
          .replace(/^module\./, '')
          .replaceAll('.module.', '-')}-${name}`;
  return `${type}.${path}.${attribute}`;
};
