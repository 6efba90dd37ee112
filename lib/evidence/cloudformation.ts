import { type Artefact, type Evidence, evidenceOf, type Resource, type Source } from './resource';
import { isList, isMap, pointer, unknown, type Value, type ValueMap } from './value';

interface Stack {
  readonly artefact: Artefact;
  readonly resources: ValueMap;
  readonly outputs: ValueMap;
  readonly parameters: ValueMap;
}

/** Reads the CloudFormation templates of one target, with references resolved across its stacks. */
export const readCloudFormation = (sources: readonly Source[]): Evidence => {
  const stacks = sources.map(stackOf);
  const resolver = new Resolver(stacks);
  return evidenceOf(
    stacks.map(({ artefact }) => artefact),
    stacks.flatMap((stack) => Object.entries(stack.resources).map(([id, value]) => resourceOf(stack, id, value, resolver))),
  );
};

/** Account and region of each stack, from the text of a cloud assembly's `manifest.json`. */
export const environmentsIn = (
  manifest: string,
): Readonly<Record<string, { readonly account: string; readonly region: string }>> => {
  const artifacts = mapOf((JSON.parse(manifest) as ValueMap).artifacts);
  const stacks = Object.entries(artifacts).filter(([, value]) => isMap(value) && value.type === 'aws:cloudformation:stack');
  return Object.fromEntries(
    stacks.map(([id, value]) => {
      const [, account = '', region = ''] = /^aws:\/\/([^/]*)\/(.*)$/.exec(String(mapOf(value).environment)) ?? [];
      return [id, { account, region }];
    }),
  );
};

const mapOf = (value: Value | undefined): ValueMap => (isMap(value) ? value : {});

const stackOf = ({ template, ...artefact }: Source): Stack => {
  const body = JSON.parse(template) as ValueMap;
  return { artefact, resources: mapOf(body.Resources), outputs: mapOf(body.Outputs), parameters: mapOf(body.Parameters) };
};

const resourceOf = (stack: Stack, id: string, value: Value, resolver: Resolver): Resource => {
  const body = mapOf(value);
  return {
    id: `${stack.artefact.name}#${id}`,
    type: String(body.Type),
    artefact: stack.artefact,
    properties: mapOf(resolver.resolve(body.Properties ?? {}, stack)),
    kept:
      body.DeletionPolicy === 'Retain' || body.DeletionPolicy === 'Snapshot' || body.DeletionPolicy === 'RetainExceptOnCreate',
  };
};

class Resolver {
  private readonly exports = new Map<string, { readonly stack: Stack; readonly value: Value }>();
  private readonly stacks: ReadonlyMap<string, Stack>;

  constructor(stacks: readonly Stack[]) {
    this.stacks = new Map(stacks.map((stack) => [stack.artefact.name, stack]));
    for (const stack of stacks) {
      for (const output of Object.values(stack.outputs).map(mapOf)) {
        const name = this.resolve(mapOf(output.Export).Name ?? null, stack);
        if (typeof name === 'string') this.exports.set(exportKey(stack.artefact, name), { stack, value: output.Value ?? null });
      }
    }
  }

  resolve(value: Value, stack: Stack): Value {
    if (isList(value)) return value.map((item) => this.resolve(item, stack)).filter((item) => item !== noValue);
    if (!isMap(value)) return value;
    const [key, ...more] = Object.keys(value);
    if (key !== undefined && more.length === 0 && (key === 'Ref' || key.startsWith('Fn::')))
      return this.intrinsic(key, value[key] ?? null, stack);
    return Object.fromEntries(
      Object.entries(value)
        .map(([name, item]) => [name, this.resolve(item, stack)] as const)
        .filter(([, item]) => item !== noValue),
    );
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
      default:
        return compute(name, this.resolve(argument, stack));
    }
  }

  private reference(id: string, stack: Stack): Value {
    const { account, region, name } = stack.artefact;
    switch (id) {
      case 'AWS::AccountId':
        return account;
      case 'AWS::Region':
        return region;
      case 'AWS::Partition':
        return region.startsWith('eusc-') ? 'aws-eusc' : 'aws';
      case 'AWS::URLSuffix':
        return region.startsWith('eusc-') ? 'amazonaws.eu' : 'amazonaws.com';
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
    const isPlain = parameter.Type === 'String' || parameter.Type === 'Number';
    return isPlain && parameter.Default !== undefined ? parameter.Default : unknown(`parameter ${id}`);
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
    return found === undefined ? unknown(`export ${String(name)}`) : this.resolve(found.value, found.stack);
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

const plain = (value: Value): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** The functions that need nothing but their arguments; what is left is not known before deployment. */
const compute = (name: string, argument: Value): Value => {
  const [first, second] = isList(argument) ? argument : [];
  if (name === 'Fn::Join' && isList(second)) return second.map(plain).join(plain(first ?? ''));
  // A list of which only its owner is known stays that one text through joining, splitting and choosing.
  if (name === 'Fn::Join' && typeof second === 'string') return second;
  if (name === 'Fn::Split' && typeof second === 'string' && !second.includes('⟦')) return second.split(plain(first ?? ''));
  if (name === 'Fn::Select' && isList(second)) return second[Number(first)] ?? unknown('no such item');
  if ((name === 'Fn::Split' || name === 'Fn::Select') && typeof second === 'string') return second;
  if (name === 'Fn::Base64' && typeof argument === 'string') return argument;
  return unknown(name);
};
