import { readCloudFormation } from '../../lib/evidence/cloudformation';
import type { Source } from '../../lib/evidence/resource';
import { readTerraform } from '../../lib/evidence/terraform';
import { sizes } from '../../lib/plan/sizing';
import type { Claim } from '../../lib/preflight/claim';
import type { Limit } from '../../lib/preflight/limit';
import { keyOf } from '../../lib/preflight/need';
import { awsClaims, linesOf, openstackClaims, profileFlavors } from '../../lib/preflight/preflight';
import { type Line, stops } from '../../lib/preflight/verdict';
import type { Synthesized } from '../conformance/synthesized';

/** What is claimed of a target as it was written, or as it was tampered with. */
export const claimsIn = ({ plan, target, sources }: Synthesized, tampered: readonly Source[] = sources): readonly Claim[] =>
  target.provider === 'aws'
    ? awsClaims({ plan, target, sources: tampered, evidence: readCloudFormation(tampered) })
    : openstackClaims({ plan, target, sources: tampered, evidence: readTerraform(tampered) }, profileFlavors(target, sizes));

/** `account item: need/limit` of every line that stops a deployment. */
export const redIn = (claims: readonly Claim[], answers: ReadonlyMap<string, Limit> = new Map()): readonly string[] =>
  linesOf('x', claims, answers).filter(stops).map(shown);

export const shown = ({ account, item, need, limit }: Line): string =>
  `${account === '' ? 'cloud' : account} ${item}: ${need}/${limit}`;

export const needOf = (claims: readonly Claim[], account: string, region: string, id: string): number | undefined =>
  claims.find(({ need }) => need.place.account === account && need.place.region === region && need.id === id)?.need.amount;

/** One template with a change; a name that is not there is a fault of the test. */
export const tamper = (
  sources: readonly Source[],
  name: string,
  // Templates are JSON; a test says what it changes in them.
  change: (template: Record<string, Record<string, never>>) => void,
): readonly Source[] => {
  if (!sources.some((source) => source.name === name)) throw new Error(`no artefact ${name}`);
  return sources.map((source) => {
    if (source.name !== name) return source;
    const template = JSON.parse(source.template) as Record<string, Record<string, never>>;
    change(template);
    return { ...source, template: JSON.stringify(template) };
  });
};

/** What a cloud answered to the claims with an id. */
export const answered = (claims: readonly Claim[], id: string, limit: Limit): ReadonlyMap<string, Limit> => {
  const found = claims.filter(({ need }) => need.id === id);
  if (found.length === 0) throw new Error(`nothing is claimed as ${id}`);
  return new Map(found.map(({ need }) => [keyOf(need), limit]));
};

export const bound = (value: number): Limit => ({ kind: 'bound', value, source: 'test', date: '2026-11-22', confidence: 'high' });
export const missing: Limit = { kind: 'presence', value: 0, source: 'test', date: '2026-11-22', confidence: 'high' };
