import { type Range, tryRange } from './range';
import type { Evidence, Resource } from './resource';
import { targetsAt } from './pointer-target';
import { textsAt } from './value';

/** Who owns what on AWS: accounts belong to tenants, networks to spaces. */
export interface AwsWorld {
  readonly evidence: Evidence;
  /** Tenant or `shared` by account. */
  readonly accounts: Readonly<Record<string, string>>;
  /** Name of the emergency role. */
  readonly breakGlass: string;
}

/** Space, or tenant, or `shared`: the narrowest owner that the artefact has. */
export const ownerOf = ({ artefact }: Resource): string => (artefact.space === '' ? artefact.tenant : artefact.space);

/** Tenant or `shared` that owns an account; `outside` for any other. */
export const tenantOf = (world: AwsWorld, account: string): string => world.accounts[account] ?? 'outside';

/** Address blocks of a network, IPv4 only: CloudFormation leaves the IPv6 block to the cloud. */
export const blocksOf = (evidence: Evidence, vpc: Resource): readonly Range[] => {
  const more = evidence.ofType('AWS::EC2::VPCCidrBlock').filter((block) => targetsAt(evidence, block, 'VpcId').includes(vpc));
  return [vpc, ...more].flatMap((resource) => textsAt(resource.properties, 'CidrBlock')).flatMap((text) => tryRange(text) ?? []);
};
