import type { AwsCloud } from '../../model/cloud';
import { lacks } from './lacks';

/** One thing in a template that does not exist, or means another place, in the target's partition or region. */
export interface Foreign {
  /** Logical id of the resource or output. */
  readonly id: string;
  readonly what: string;
}

/**
 * What in a CloudFormation template would fail or lead elsewhere on a cloud: types that it lacks, and names of
 * another partition. No public tool knows the sovereign partition, so the cloud's profile is the only source.
 */
export const foreignIn = (template: Template, cloud: AwsCloud): readonly Foreign[] => [
  ...Object.entries(template.Resources ?? {}).flatMap(([id, resource]) => [
    ...(lacks(cloud, resource.Type) ? [{ id, what: `${resource.Type} is absent` }] : []),
    ...namesIn(resource, cloud).map((what) => ({ id, what })),
  ]),
  ...Object.entries(template.Outputs ?? {}).flatMap(([id, output]) => namesIn(output, cloud).map((what) => ({ id, what }))),
];

export interface Template {
  readonly Resources?: Readonly<Record<string, { readonly Type: string }>>;
  readonly Outputs?: Readonly<Record<string, unknown>>;
}

const namesIn = (value: unknown, cloud: AwsCloud): string[] =>
  textsIn(value).flatMap((text) => [
    ...foreignArns(text),
    ...foreignDomains(text).filter((name) => !name.endsWith(`.${cloud.region}.${cloud.urlSuffix}`)),
  ]);

/** No ARN may name its partition: the template takes it from where it is deployed. */
const foreignArns = (text: string): string[] => text.match(/\barn:aws[a-z-]*:[^\s"]*/g) ?? [];

/** Services keep this domain in their own names in every partition; hosts do not. */
const foreignDomains = (text: string): string[] =>
  (text.match(/[a-z0-9.*-]*amazonaws\.com[a-z0-9.-]*/g) ?? []).filter(
    (name) => !serviceName.test(name) || /(?:^|\.)s3\./.test(name),
  );

const serviceName = /^[a-z0-9-]+(?:\.[a-z0-9-]+)?\.amazonaws\.com$/;

/** Every text but the services that a policy names as principals. */
const textsIn = (value: unknown): string[] => {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'Principal' && typeof inner === 'object' ? textsIn({ ...(inner as object), Service: '' }) : textsIn(inner),
  );
};
