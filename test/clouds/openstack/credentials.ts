import type { OpenstackSession } from '../../../bin/cloud/openstack-session';
import { names } from '../../../lib/providers/openstack/names';
import { regionProjects } from '../../../lib/providers/openstack/projects';
import { type Login, People } from './people';
import type { ProofRegion } from './region';

/** Who has which entry of clouds.yaml: the operator, the manager, the region's own people, and those of each space. */
export class Credentials {
  private readonly people: People;
  private readonly logins = new Map<string, Promise<Login>>();
  private readonly staff: Record<string, unknown> = {};
  /** Spaces whose groups are there, so that people can be in them. */
  private admitted: readonly string[] | undefined;

  constructor(
    admin: OpenstackSession,
    private readonly region: ProofRegion,
    /** The operator's entry of clouds.yaml. */
    private readonly operator: unknown,
  ) {
    this.people = new People(admin, region.target.domain);
  }

  /** Once the domain's groups are there, as the blueprint is now. */
  admit(): void {
    this.admitted = Object.keys(this.region.plan.spaces);
  }

  /** Writes all entries that anybody has by now into the region's own clouds.yaml. */
  async write(hasDomain: boolean): Promise<void> {
    const people = [
      'operator',
      ...(hasDomain ? ['manager'] : []),
      ...(this.admitted === undefined ? [] : ['region', ...this.admitted]),
    ];
    const entries = await Promise.all(people.map((who) => this.of(who)));
    this.region.writeClouds(Object.assign({ ...this.staff }, ...entries) as Record<string, unknown>);
  }

  /** Somebody of a group of staff, signed in to one project; returns the name of the entry. */
  async add(name: string, group: string, project: string): Promise<string> {
    const entry = `${name}@${project}`;
    this.staff[entry] = this.scoped(await this.login(name, group), project);
    return entry;
  }

  /** Takes people away, before the domain that holds them goes. */
  async forget(): Promise<void> {
    this.admitted = undefined;
    await this.people.forget();
  }

  /** The entries of one person. */
  async of(who: string): Promise<Record<string, unknown>> {
    const { target, plan } = this.region;
    const { cloudsYaml, region } = target.cloud;
    if (who === 'operator') return { [cloudsYaml.operator]: this.operator };
    if (who === 'manager') {
      const login = await this.login('manager', names.group(plan.region.id, 'domain-manager'));
      return {
        [cloudsYaml.manager]: { auth: { ...login, domain_name: target.domain }, region_name: region, identity_api_version: 3 },
      };
    }
    const projects = who === 'region' ? Object.keys(regionProjects) : [who];
    const entries = projects.map(async (project) => {
      const group =
        who === 'region'
          ? names.group(plan.region.id, 'operator')
          : names.group(plan.region.id, 'tenant-admin', plan.spaces[project]?.tenant ?? '');
      return [this.entryOf(project), this.scoped(await this.login(project, group), project)] as const;
    });
    return Object.fromEntries(await Promise.all(entries));
  }

  /** What clouds.yaml calls the entry of a project. */
  entryOf(project: string): string {
    return this.region.target.cloud.cloudsYaml.tenant.replace('{space}', project);
  }

  private login(name: string, group: string): Promise<Login> {
    const known = this.logins.get(name) ?? this.people.member(name, group);
    this.logins.set(name, known);
    return known;
  }

  private scoped(login: Login, project: string): unknown {
    const { plan, target } = this.region;
    return {
      auth: { ...login, project_name: names.project(plan.region.id, project), project_domain_name: target.domain },
      region_name: target.cloud.region,
      identity_api_version: 3,
    };
  }
}
