import type { OpenstackTargetPlan } from '../../lib/plan/target-plan';
import type { Claim } from '../../lib/preflight/claim';
import type { Limit } from '../../lib/preflight/limit';
import { quotaIn } from '../../lib/preflight/openstack-claim';
import type { Need } from '../../lib/preflight/need';
import { type Image, imageClaims } from '../../lib/preflight/openstack-image';
import type { Flavors } from '../../lib/preflight/openstack-need';
import { entriesIn } from '../../lib/preflight/openstack-entry';
import { claimedNames, freeNameId } from '../../lib/preflight/openstack-name';
import { presenceKinds, type PresenceKind } from '../../lib/preflight/openstack-presence';
import { type Region, regionOf } from '../../lib/preflight/openstack-state';
import { openstackClaims, type Synthesized } from '../../lib/preflight/preflight';
import type { Answer } from '../cloud/openstack-session';
import type { Io } from '../io';
import { type Asked, answersTo } from './asked';
import { Callers } from './callers';
import { Measured } from './measured';
import { askDomain, askEntry, askFreeName, askPresence } from './presence';
import { askQuota } from './project-quotas';

/** Asks an OpenStack cloud all that its interfaces tell, with the credentials of each level as far as they are there. */
export const askOpenstack = async (io: Io, synthesized: Synthesized<OpenstackTargetPlan>, profile: Flavors): Promise<Asked> => {
  const { target, evidence, sources } = synthesized;
  const region = regionOf(target, evidence, sources);
  const callers = await Callers.open(io, target, entriesIn(target, region));
  const flavors = { ...profile, ...(await flavorsOf(callers)) };
  const claims = openstackClaims(synthesized, flavors);
  const images = await imagesOf(callers, namesOf(claims, 'image'));
  const all = [...claims, ...imageClaims(target, evidence, flavors, images)];
  const inquiry = new Inquiry(callers, new Measured(target.cloud.cloud, io.today()), synthesized, region);
  return { claims: all, answers: await answersTo(io.today(), all, (claim) => inquiry.answer(claim)) };
};

/** Flavors by name; none where nobody tells. */
const flavorsOf = async (callers: Callers): Promise<Flavors> => {
  const answer = await callers.list<{ readonly name: string; readonly vcpus: number; readonly ram: number }>(
    'compute',
    '/flavors/detail',
    'flavors',
  );
  return answer.kind === 'fine'
    ? Object.fromEntries(answer.body.map(({ name, vcpus, ram }) => [name, { vcpus, memoryMiB: ram }]))
    : {};
};

const namesOf = (claims: readonly Claim[], kind: PresenceKind): readonly string[] =>
  claims.flatMap(({ need }) => (need.id.startsWith(`${kind}/`) ? [need.id.slice(kind.length + 1)] : []));

interface GlanceImage {
  readonly name: string;
  readonly min_disk?: number;
  readonly min_ram?: number;
  readonly os_distro?: string;
}

const imagesOf = async (callers: Callers, names: readonly string[]): Promise<readonly Image[]> =>
  (
    await Promise.all(
      names.map(async (name) => {
        const answer = await callers.list<GlanceImage>(
          'image',
          `/images?name=${encodeURIComponent(name)}&status=active`,
          'images',
        );
        return answer.kind === 'fine' ? answer.body.slice(0, 1) : [];
      }),
    )
  )
    .flat()
    .map(({ name, min_disk = 0, min_ram = 0, os_distro = '' }) => ({
      name,
      minDisk: min_disk,
      minMemory: min_ram,
      distribution: os_distro.toLowerCase(),
    }));

/** Puts the question behind each claim, by what the claim's id begins with. */
class Inquiry {
  private readonly domain: Promise<Answer<string | undefined>>;

  constructor(
    private readonly callers: Callers,
    private readonly measured: Measured,
    private readonly synthesized: Synthesized<OpenstackTargetPlan>,
    private readonly region: Region,
  ) {
    this.domain = askDomain(callers, synthesized.target);
  }

  async answer({ need }: Claim): Promise<Limit | undefined> {
    const [kind = '', ...rest] = need.id.split('/');
    const name = rest.join('/');
    switch (kind) {
      case 'quota':
        return this.quota(need);
      case 'entry':
        return this.entry(name);
      case 'free-name':
        return this.freeName(need.id);
      default:
        return kind in presenceKinds ? askPresence(this.callers, this.measured, kind as PresenceKind, name) : undefined;
    }
  }

  private async quota(need: Need): Promise<Limit> {
    const { account } = need.place;
    const id = await this.projectId(account);
    if (id.kind !== 'fine') return this.measured.unknown(id.message);
    return id.body === undefined
      ? this.measured.unknown('the project does not exist yet')
      : askQuota(this.callers, this.measured, quotaIn(need), { account, id: id.body });
  }

  private async projectId(account: string): Promise<Answer<string | undefined>> {
    const own = this.callers.member(account)?.project;
    const wanted = this.region.projects[account] ?? account;
    if (own?.name === wanted) return fine(own.id);
    const domain = await this.domain;
    if (domain.kind !== 'fine') return domain;
    if (domain.body === undefined) return fine(undefined);
    const found = await this.callers.list<{ readonly id: string }>(
      'identity',
      `/projects?name=${encodeURIComponent(wanted)}&domain_id=${domain.body}`,
      'projects',
    );
    return found.kind === 'fine' ? fine(found.body[0]?.id) : found;
  }

  private entry(name: string): Limit | undefined {
    const caller = this.callers.caller(name);
    return caller === undefined ? undefined : askEntry(this.measured, caller, this.region.projects[caller.entry.project]);
  }

  private async freeName(id: string): Promise<Limit | undefined> {
    const claimed = claimedNames(this.synthesized.evidence).find((one) => freeNameId(one) === id);
    return claimed === undefined ? undefined : askFreeName(this.callers, this.measured, claimed, await this.domain);
  }
}

const fine = <T>(body: T): Answer<T> => ({ kind: 'fine', status: 200, headers: {}, body });
