import { escaped, type Evidence, evidenceOf, type Resource, type Source } from './resource';
import { mapOf, Resolver, type Stack } from './template-resolver';
import { isMap, itemsOf, type Value, type ValueMap } from './value';

/** Reads the CloudFormation templates of one target, with references resolved across its stacks. */
export const readCloudFormation = (sources: readonly Source[]): Evidence => {
  const stacks = sources.map(stackOf);
  const resolver = new Resolver(stacks);
  return evidenceOf(
    stacks.map(({ artefact }) => artefact),
    stacks.flatMap((stack) =>
      Object.entries(stack.resources)
        .filter(([, value]) => isMap(value) && resolver.condition(mapOf(value).Condition, stack) !== false)
        .map(([id, value]) => resourceOf(stack, id, value, resolver))
        .concat(stack.transforms.map((name) => transformOf(stack, name))),
    ),
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

const stackOf = ({ template, ...artefact }: Source): Stack => {
  const body = JSON.parse(template) as ValueMap;
  return {
    artefact,
    resources: mapOf(body.Resources),
    outputs: mapOf(body.Outputs),
    parameters: mapOf(body.Parameters),
    mappings: mapOf(body.Mappings),
    conditions: mapOf(body.Conditions),
    transforms: itemsOf(body.Transform).map((one) => (typeof one === 'string' ? one : String(mapOf(one).Name))),
  };
};

const resourceOf = (stack: Stack, id: string, value: Value, resolver: Resolver): Resource => {
  const body = mapOf(value);
  const path = mapOf(body.Metadata)['aws:cdk:path'];
  const certain = resolver.condition(body.Condition, stack);
  return {
    id: `${stack.artefact.name}#${id}`,
    type: typeof body.Type === 'string' ? body.Type : 'of no type',
    artefact: stack.artefact,
    properties: mapOf(resolver.resolve(body.Properties ?? {}, stack)),
    kept:
      body.DeletionPolicy === 'Retain' || body.DeletionPolicy === 'Snapshot' || body.DeletionPolicy === 'RetainExceptOnCreate',
    pointer: `/Resources/${escaped(id)}`,
    constructPath: typeof path === 'string' ? path : '',
    maybe: certain === undefined ? `condition ${String(body.Condition)} is decided at deployment` : '',
  };
};

/** A transform that changes the whole template at deployment. */
const transformOf = ({ artefact }: Stack, name: string): Resource => ({
  id: `${artefact.name}#Transform ${name}`,
  type: 'Transform',
  artefact,
  properties: { Name: name },
  kept: false,
  pointer: '/Transform',
  constructPath: '',
  maybe: '',
});
