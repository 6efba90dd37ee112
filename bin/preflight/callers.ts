import type { Problem } from '../../lib/model/problem';
import type { OpenstackTargetPlan } from '../../lib/plan/target-plan';
import type { Entry } from '../../lib/preflight/openstack-entry';
import {
  type Answer,
  openSession,
  type OpenstackSession,
  type RequestOptions,
  type ServiceName,
} from '../cloud/openstack-session';
import type { Io } from '../io';

/** An entry of clouds.yaml, signed in, or why not. */
export interface Caller {
  readonly entry: Entry;
  readonly session: OpenstackSession | undefined;
  /** Why nobody could sign in; empty where somebody did. */
  readonly reason: string;
}

/** Everybody who applies a state, as far as they can sign in. */
export class Callers {
  private readonly asked = new Map<string, Promise<Answer<unknown>>>();

  private constructor(private readonly all: readonly Caller[]) {}

  static async open(io: Pick<Io, 'cwd' | 'env'>, { cloud }: OpenstackTargetPlan, entries: readonly Entry[]): Promise<Callers> {
    return new Callers(
      await Promise.all(
        entries.map(async (entry): Promise<Caller> => {
          const opened = await openSession(io, entry.name, { region: cloud.region });
          return opened.ok
            ? { entry, session: opened.value, reason: '' }
            : { entry, session: undefined, reason: reasonOf(opened.problems) };
        }),
      ),
    );
  }

  caller(name: string): Caller | undefined {
    return this.all.find(({ entry }) => entry.name === name);
  }

  /** Who works in a project; undefined where nobody can yet. */
  member(project: string): OpenstackSession | undefined {
    return this.all.find(({ entry }) => entry.project === project)?.session;
  }

  /** Whether the catalogue lists a service. */
  knows(service: ServiceName): Answer<boolean> {
    const sessions = this.sessions();
    return sessions.length === 0
      ? this.silence()
      : { kind: 'fine', status: 200, headers: {}, body: sessions.some((session) => session.endpoint(service) !== undefined) };
  }

  /** Members first, since they see what the states will see; then who stands above them. Each question is asked once. */
  ask<T>(service: ServiceName, path: string, options: RequestOptions = {}): Promise<Answer<T>> {
    return this.once<T>(`${service} ${path}`, () => this.firstFine((session) => session.get<T>(service, path, options)));
  }

  /** Asks as the member of a project alone; undefined where nobody can. */
  askMember<T>(
    project: string,
    service: ServiceName,
    path: string,
    options: RequestOptions = {},
  ): Promise<Answer<T>> | undefined {
    const member = this.member(project);
    return member === undefined
      ? undefined
      : this.once(`${project} ${service} ${path}`, () => member.get<T>(service, path, options));
  }

  /** All pages of a list. */
  list<T>(service: ServiceName, path: string, key: string): Promise<Answer<readonly T[]>> {
    return this.once(`${service} ${path}`, () => this.firstFine((session) => session.list<T>(service, path, key)));
  }

  private async firstFine<T>(question: (session: OpenstackSession) => Promise<Answer<T>>): Promise<Answer<T>> {
    let last: Answer<T> = this.silence();
    for (const session of this.sessions()) {
      const answer = await question(session);
      if (answer.kind === 'fine') return answer;
      last = answer;
    }
    return last;
  }

  private sessions(): readonly OpenstackSession[] {
    const inOrder = [...this.all].sort((a, b) => rankOf(a) - rankOf(b));
    return inOrder.flatMap(({ session }) => session ?? []);
  }

  private silence(): Answer<never> {
    return { kind: 'unreadable', status: 0, headers: {}, message: `nobody could sign in (${this.all[0]?.reason ?? 'no entry'})` };
  }

  private once<T>(question: string, ask: () => Promise<Answer<T>>): Promise<Answer<T>> {
    const known = (this.asked.get(question) as Promise<Answer<T>> | undefined) ?? ask();
    this.asked.set(question, known);
    return known;
  }
}

/** In words that are the same for every entry, where they can be. */
const reasonOf = (problems: readonly Problem[]): string =>
  problems.map(({ code, message }) => (code === 'SGC7003' ? 'not in clouds.yaml' : message)).join('; ');

const rankOf = ({ entry }: Caller): number => (entry.project === '' ? 1 : 0);
