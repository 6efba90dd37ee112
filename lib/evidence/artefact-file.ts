import { parsedYaml } from './yaml-template';
import { plannedState } from './planned-state';
import { isMap, type Value, type ValueMap } from './value';

export type ArtefactFormat = 'cloudformation' | 'terraform' | 'terraform-plan';

/** What a file of somebody turned out to be. */
export type Recognised =
  | {
      readonly kind: 'artefact';
      readonly format: ArtefactFormat;
      readonly provider: 'aws' | 'openstack';
      readonly template: string;
    }
  /** Not an artefact: other files may lie in the same folder. */
  | { readonly kind: 'other' }
  /** Meant as an artefact, and cannot be read. */
  | { readonly kind: 'broken'; readonly reason: string };

/** Recognises an artefact by its content, never by its name alone, and brings it into the one shape that the readers take. */
export const recognise = (file: string, text: string): Recognised => {
  if (depthOf(text) > deepest) return { kind: 'broken', reason: `nested more than ${deepest} levels deep` };
  const parsed = bodyOf(file, text);
  if ('reason' in parsed) return looksMeant(file, text) ? { kind: 'broken', reason: parsed.reason } : { kind: 'other' };
  const { body, isText } = parsed;
  if (!isMap(body)) return { kind: 'other' };
  if (isPlan(body))
    return { kind: 'artefact', format: 'terraform-plan', provider: 'openstack', template: JSON.stringify(plannedState(body)) };
  if (isMap(body.Resources) || typeof body.AWSTemplateFormatVersion === 'string')
    return { kind: 'artefact', format: 'cloudformation', provider: 'aws', template: isText ? text : JSON.stringify(body) };
  if (isTerraform(body))
    return { kind: 'artefact', format: 'terraform', provider: 'openstack', template: isText ? text : JSON.stringify(body) };
  return { kind: 'other' };
};

const isPlan = (body: ValueMap): boolean =>
  typeof body.format_version === 'string' && (isMap(body.planned_values) || body.resource_changes !== undefined);

const isTerraform = (body: ValueMap): boolean =>
  ['resource', 'module', 'data'].some((key) => typeof body[key] === 'object' && body[key] !== null) &&
  (body.terraform !== undefined || body.provider !== undefined || body.resource !== undefined || body.module !== undefined);

const deepest = 200;

/** How deep brackets nest; those inside texts count too, which is more than enough for any real file. */
const depthOf = (text: string): number => {
  let depth = 0;
  let most = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 123 || code === 91) most = Math.max(most, (depth += 1));
    else if (code === 125 || code === 93) depth = Math.max(0, depth - 1);
  }
  return most;
};

type Body = { readonly body: Value; readonly isText: boolean } | { readonly reason: string };

const bodyOf = (file: string, text: string): Body => {
  if (/\.ya?ml$|\.template$/.test(file) && !/^\s*\{/.test(text)) return parsedYaml(text);
  try {
    return { body: JSON.parse(text.replace(/^\uFEFF/, '')) as Value, isText: !text.startsWith('\uFEFF') };
  } catch (error) {
    return { reason: error instanceof Error ? (error.message.split('\n')[0] ?? '') : 'not JSON' };
  }
};

const looksMeant = (file: string, text: string): boolean =>
  /\.(tf\.json|template\.json|template)$/.test(file) ||
  /"?(AWSTemplateFormatVersion|Resources|required_providers|planned_values)"?\s*:/.test(text);
