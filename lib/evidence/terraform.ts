import { type Artefact, escaped, type Evidence, evidenceOf, type Resource, type Source } from './resource';
import { isList, isMap, itemsOf, pointer, remade, textsIn, unknown, type Value, type ValueMap } from './value';

interface State {
  readonly source: Source;
  readonly artefact: Artefact;
  /** Type without the provider's prefix, to name, to body. */
  readonly resources: ValueMap;
  readonly data: ValueMap;
  readonly locals: ValueMap;
  readonly variables: ValueMap;
  readonly modules: ValueMap;
  readonly providers: ValueMap;
}

const prefix = 'openstack_';

/** Reads the Terraform states of one target; data sources that look something up by name lead to the state that makes it. */
export const readTerraform = (sources: readonly Source[]): Evidence => {
  const states = sources.map(stateOf);
  const resolver = new Resolver(states);
  return evidenceOf(
    states.map(({ artefact }) => artefact),
    states.flatMap((state) => [
      ...entriesOf(state.resources).map(([type, name, body]) => resourceOf(state, type, name, body, resolver)),
      ...Object.entries(state.modules).map(([name, body]) => partOf(state, 'module', name, body, `/module/${escaped(name)}`)),
      ...Object.entries(state.providers).map(([name, body]) =>
        partOf(
          state,
          'provider',
          name,
          typeof body === 'string' ? { version: body } : body,
          `/terraform/required_providers/${escaped(name)}`,
        ),
      ),
    ]),
  );
};

const mapOf = (value: Value | undefined): ValueMap => (isMap(value) ? value : {});

const stateOf = (given: Source): State => {
  const body = JSON.parse(given.template) as ValueMap;
  const region = mapOf(itemsOf(mapOf(body.provider).openstack)[0]).region;
  const source = { ...given, region: typeof region === 'string' ? region : given.region };
  return {
    source,
    artefact: without(source, 'template'),
    resources: merged(body.resource),
    data: merged(body.data),
    locals: merged(body.locals),
    variables: merged(body.variable),
    modules: merged(body.module),
    providers: merged(merged(body.terraform).required_providers),
  };
};

/** A block may stand there once, or as a list of blocks. */
const merged = (value: Value | undefined): ValueMap =>
  isMap(value) ? value : (Object.assign({}, ...itemsOf(value).map(mapOf)) as ValueMap);

const entriesOf = (kinds: ValueMap): readonly (readonly [type: string, name: string, body: ValueMap])[] =>
  Object.entries(kinds).flatMap(([type, byName]) =>
    Object.entries(merged(byName))
      .map(([name, body]) => [short(type), name, merged(body)] as const)
      .filter(([, , body]) => body.count !== 0),
  );

const longOf = (state: State, type: string, name: string): string =>
  mapOf(state.resources[`${prefix}${type}`])[name] === undefined ? type : `${prefix}${type}`;

const short = (type: string): string => (type.startsWith(prefix) ? type.slice(prefix.length) : type);

const idOf = (state: State, type: string, name: string): string => `${state.source.name}#${type}.${name}`;

const resourceOf = (state: State, type: string, name: string, body: ValueMap, resolver: Resolver): Resource => {
  const metadata = mapOf(mapOf(body['//']).metadata);
  const many = ['count', 'for_each'].find((key) => body[key] !== undefined && typeof body[key] !== 'number');
  return {
    id: idOf(state, type, name),
    type,
    artefact: state.artefact,
    properties: mapOf(resolver.resolve(without(body, '//', 'lifecycle'), state)),
    kept: merged(body.lifecycle).prevent_destroy === true,
    pointer:
      typeof metadata.pointer === 'string'
        ? metadata.pointer
        : `/resource/${escaped(longOf(state, type, name))}/${escaped(name)}`,
    constructPath: typeof metadata.path === 'string' ? metadata.path : '',
    maybe: many === undefined ? '' : `how many there are says ${many} at deployment`,
  };
};

/** Something that is no resource and bears on all of them: a module, a provider of the engine. */
const partOf = (state: State, type: string, name: string, body: Value, pointer: string): Resource => ({
  id: idOf(state, type, name),
  type,
  artefact: state.artefact,
  properties: merged(body),
  kept: false,
  pointer,
  constructPath: '',
  maybe: '',
});

const without = <T extends object, K extends string>(map: T, ...keys: readonly K[]): Omit<T, K> =>
  Object.fromEntries(Object.entries(map).filter(([key]) => !(keys as readonly string[]).includes(key))) as Omit<T, K>;

interface Named {
  readonly id: string;
  readonly state: State;
  readonly body: ValueMap;
}

class Resolver {
  private readonly byName = new Map<string, Named[]>();

  constructor(states: readonly State[]) {
    for (const state of states) {
      for (const [type, name, body] of entriesOf(state.resources)) {
        if (typeof body.name !== 'string') continue;
        const key = `${type}/${body.name}`;
        this.byName.set(key, [...(this.byName.get(key) ?? []), { id: idOf(state, type, name), state, body }]);
      }
    }
  }

  resolve(value: Value, state: State): Value {
    if (typeof value === 'string') return value.includes('${') ? (this.setting(value, state) ?? this.text(value, state)) : value;
    if (isList(value)) return value.map((item) => this.resolve(item, state));
    return isMap(value) ? remade(value, (item) => this.resolve(item, state)) : value;
  }

  /** What a whole expression of one variable or local stands for. */
  private setting(text: string, state: State): Value | undefined {
    const [, kind, name = ''] = /^\$\{(var|local)\.([\w-]+)\}$/.exec(text) ?? [];
    if (kind === undefined) return undefined;
    const local = state.locals[name];
    if (kind === 'local') return local === undefined || hasExpression(local) ? unknown(`local ${name}`) : local;
    const usual = mapOf(state.variables[name]).default;
    return unknown(
      `variable ${name}${usual === undefined || typeof usual === 'object' ? '' : `, ${String(usual)} unless said otherwise`}`,
    );
  }

  private text(text: string, state: State): string {
    return text.replace(/(\$?)\$\{((?:[^{}]|\{[^{}]*\})*)\}/g, (whole, escaped: string, inner: string) => {
      if (escaped) return whole;
      const replaced = inner.replace(reference, (_, isData: string | undefined, type: string, name: string, attribute: string) =>
        isData === undefined ? this.own(state, type, name, attribute) : this.found(state, type, name, attribute),
      );
      return replaced.startsWith('⟦') && replaced.indexOf('⟧') === replaced.length - 1 ? replaced : `\${${replaced}}`;
    });
  }

  private own(state: State, type: string, name: string, attribute: string): string {
    return pointer(idOf(state, short(type), name), attribute);
  }

  private found(state: State, type: string, name: string, attribute: string): string {
    // The caller's own project: whoever applies the state.
    if (type === `${prefix}identity_auth_scope_v3` && attribute === 'project_id') return pointer(ownProject(state.source), 'id');
    const asked = mapOf(mapOf(state.data[type])[name]);
    // A domain manager's token says which domain; the look-up is called as the domain is.
    if (type === `${prefix}identity_auth_scope_v3` && attribute === 'domain_id')
      return this.named('identity_project_v3', typeof asked.name === 'string' ? asked.name : '', 'id', state);
    const wanted = typeof asked.name === 'string' ? asked.name : '';
    if (attribute === 'name' && wanted !== '') return wanted;
    return this.named(short(type), wanted, attribute, state);
  }

  private named(type: string, wanted: string, attribute: string, state: State): string {
    const candidates = this.byName.get(`${type}/${wanted}`) ?? [];
    const [found, ...others] = candidates.length > 1 ? preferred(candidates, state) : candidates;
    if (found === undefined) return unknown(`${type} ${wanted}: made by nobody here`);
    return others.length === 0 ? pointer(found.id, attribute) : unknown(`${type} ${wanted}: made more than once`);
  }
}

const hasExpression = (value: Value): boolean => textsIn(value).some((text) => text.includes('${'));

/** Stands for the project whose members apply an artefact. */
export const ownProject = ({ name }: { readonly name: string }): string => `${name}#project`;

const reference = /(data\.)?(openstack_[a-z0-9_]+)\.([A-Za-z0-9_-]+)(?:\[[^\]]*\])?\.([a-z0-9_]+)/g;

/** Where a name was given twice, what the same project made is what it sees. */
const preferred = (candidates: readonly Named[], state: State): readonly Named[] => {
  const own = candidates.filter((candidate) => candidate.state.source.space === state.source.space);
  return own.length > 0 ? own : candidates;
};
