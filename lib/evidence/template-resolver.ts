import type { Artefact } from './resource';
import { all, compute, negated, plain, same } from './template-functions';
import { isList, isMap, pointer, remade, unknown, type Value, type ValueMap } from './value';

/** One template, taken apart. */
export interface Stack {
  readonly artefact: Artefact;
  readonly resources: ValueMap;
  readonly outputs: ValueMap;
  readonly parameters: ValueMap;
  readonly mappings: ValueMap;
  readonly conditions: ValueMap;
  readonly transforms: readonly string[];
}

/** A map, or an empty one. */
export const mapOf = (value: Value | undefined): ValueMap => (isMap(value) ? value : {});

/** Says what conditions, references and functions of a target's templates stand for, as far as that goes offline. */
export class Resolver {
  private readonly exports = new Map<string, { readonly stack: Stack; readonly value: Value }>();
  private readonly stacks: ReadonlyMap<string, Stack>;
  /** Conditions and exports that are being followed. */
  private readonly open = new Set<string>();

  constructor(stacks: readonly Stack[]) {
    this.stacks = new Map(stacks.map((stack) => [stack.artefact.name, stack]));
    for (const stack of stacks) {
      for (const output of Object.values(stack.outputs).map(mapOf)) {
        const name = this.resolve(mapOf(output.Export).Name ?? null, stack);
        if (typeof name === 'string') this.exports.set(exportKey(stack.artefact, name), { stack, value: output.Value ?? null });
      }
    }
  }

  /** Whether a named condition holds: true where there is none, undefined where only the deployment decides. */
  condition(name: Value | undefined, stack: Stack): boolean | undefined {
    if (name === undefined) return true;
    if (typeof name !== 'string' || !(name in stack.conditions)) return undefined;
    return this.once(`condition ${stack.artefact.name} ${name}`, () => this.holds(stack.conditions[name] ?? null, stack));
  }

  /** What leads back to itself is never found out. */
  private once<T>(key: string, find: () => T): T | undefined {
    if (this.open.has(key)) return undefined;
    this.open.add(key);
    const found = find();
    this.open.delete(key);
    return found;
  }

  private holds(value: Value, stack: Stack): boolean | undefined {
    const [key, ...more] = isMap(value) ? Object.keys(value) : [];
    if (!isMap(value) || key === undefined || more.length > 0) return undefined;
    const argument = value[key] ?? null;
    const parts = isList(argument) ? argument : [];
    switch (key) {
      case 'Condition':
        return this.condition(argument, stack);
      case 'Fn::Not':
        return negated(this.holds(parts[0] ?? null, stack));
      case 'Fn::And':
        return all(parts.map((part) => this.holds(part, stack)));
      case 'Fn::Or':
        return negated(all(parts.map((part) => negated(this.holds(part, stack)))));
      case 'Fn::Equals':
        return same(this.resolve(parts[0] ?? null, stack), this.resolve(parts[1] ?? null, stack));
      default:
        return undefined;
    }
  }

  resolve(value: Value, stack: Stack): Value {
    if (isList(value)) return value.map((item) => this.resolve(item, stack)).filter((item) => item !== noValue);
    if (!isMap(value)) return value;
    const [key, ...more] = Object.keys(value);
    if (key !== undefined && more.length === 0 && (key === 'Ref' || key.startsWith('Fn::')))
      return this.intrinsic(key, value[key] ?? null, stack);
    return remade(value, (item) => {
      const resolved = this.resolve(item, stack);
      return resolved === noValue ? undefined : resolved;
    });
  }

  private intrinsic(name: string, argument: Value, stack: Stack): Value {
    switch (name) {
      case 'Ref':
        return this.reference(String(argument), stack);
      case 'Fn::GetAtt':
        return this.attribute(argument, stack);
      case 'Fn::Sub':
        return this.substitute(argument, stack);
      case 'Fn::ImportValue':
        return this.imported(this.resolve(argument, stack), stack);
      case 'Fn::GetStackOutput':
        return this.output(mapOf(this.resolve(argument, stack)));
      case 'Fn::If':
        return this.chosen(isList(argument) ? argument : [], stack);
      case 'Fn::FindInMap':
        return this.mapped(isList(argument) ? argument : [], stack);
      default:
        return compute(name, this.resolve(argument, stack));
    }
  }

  private chosen([name = null, yes = null, no = null]: readonly Value[], stack: Stack): Value {
    const holds = this.condition(name, stack);
    if (holds === undefined) return unknown(`condition ${String(name)} is decided at deployment`);
    return this.resolve(holds ? yes : no, stack);
  }

  private mapped(argument: readonly Value[], stack: Stack): Value {
    const keys = argument.slice(0, 3).map((key) => this.resolve(key, stack));
    const found = keys.reduce<Value | undefined>(
      (map, key) => (isMap(map) && typeof key === 'string' ? map[key] : undefined),
      stack.mappings,
    );
    return found ?? unknown(`entry of mapping ${String(argument[0])}`);
  }

  private reference(id: string, stack: Stack): Value {
    const { account, region, name } = stack.artefact;
    switch (id) {
      case 'AWS::AccountId':
        return account || unknown('account of the deployment');
      case 'AWS::Region':
        return region || unknown('region of the deployment');
      case 'AWS::Partition':
        return region.startsWith('eusc-') ? 'aws-eusc' : region === '' ? unknown('partition of the deployment') : 'aws';
      case 'AWS::URLSuffix':
        return region.startsWith('eusc-')
          ? 'amazonaws.eu'
          : region === ''
            ? unknown('partition of the deployment')
            : 'amazonaws.com';
      case 'AWS::StackName':
        return name;
      case 'AWS::NoValue':
        return noValue;
      default:
        return id in stack.resources ? pointer(`${name}#${id}`, 'Ref') : this.parameter(id, stack);
    }
  }

  private parameter(id: string, stack: Stack): Value {
    const parameter = mapOf(stack.parameters[id]);
    const [only, ...others] = isList(parameter.AllowedValues) ? parameter.AllowedValues : [];
    if (only !== undefined && others.length === 0) return only;
    // Whoever deploys may say otherwise, so that a default decides nothing.
    const usual = typeof parameter.Default === 'object' ? undefined : parameter.Default;
    return unknown(
      `parameter ${id}${usual === undefined || parameter.NoEcho === true ? '' : `, ${String(usual)} unless said otherwise`}`,
    );
  }

  private attribute(argument: Value, stack: Stack): Value {
    const [id = '', ...rest] = isList(argument) ? argument.map(String) : String(argument).split('.');
    return id in stack.resources ? pointer(`${stack.artefact.name}#${id}`, rest.join('.')) : unknown(`attribute of ${id}`);
  }

  private substitute(argument: Value, stack: Stack): Value {
    const [text, own] = isList(argument) ? [String(argument[0]), mapOf(argument[1])] : [String(argument), {}];
    return text.replace(/\$\{(!?)([^}]+)\}/g, (_, escaped: string, name: string) => {
      if (escaped) return `\${${name}}`;
      const value = own[name] === undefined ? this.named(name, stack) : this.resolve(own[name], stack);
      return plain(value);
    });
  }

  private named(name: string, stack: Stack): Value {
    return name.includes('.') ? this.attribute(name, stack) : this.reference(name, stack);
  }

  private imported(name: Value, stack: Stack): Value {
    const found = this.exports.get(exportKey(stack.artefact, String(name)));
    if (found === undefined) return unknown(`export ${String(name)}`);
    return (
      this.once(`export ${exportKey(stack.artefact, String(name))}`, () => this.resolve(found.value, found.stack)) ??
      unknown(`export ${String(name)} leads back to itself`)
    );
  }

  private output(argument: ValueMap): Value {
    const stack = this.stacks.get(String(argument.StackName));
    const output = stack === undefined ? undefined : mapOf(stack.outputs[String(argument.OutputName)]).Value;
    return stack === undefined || output === undefined
      ? unknown(`output ${String(argument.StackName)}.${String(argument.OutputName)}`)
      : this.resolve(output, stack);
  }
}

/** Exports are visible within one account and region. */
const exportKey = ({ account, region }: Artefact, name: string): string => `${account}/${region}/${name}`;

const noValue = '⟦none⟧';
