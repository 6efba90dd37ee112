import type { Limit } from '../../lib/preflight/limit';
import type { Answer } from '../cloud/openstack-session';

/** Makes limits of what a cloud said today. */
export class Measured {
  constructor(
    private readonly source: string,
    private readonly date: string,
  ) {}

  bound(value: number): Limit {
    return { kind: 'bound', value, ...this.origin };
  }

  presence(there: boolean): Limit {
    return { kind: 'presence', value: there ? 1 : 0, ...this.origin };
  }

  duty(): Limit {
    return { kind: 'duty', ...this.origin };
  }

  unknown(reason: string): Limit {
    return { kind: 'unknown', reason, ...this.origin, confidence: 'low' };
  }

  /** What an answer means; what nobody answered stays unknown, with the reason. */
  of<T>(answer: Answer<T>, meaning: (body: T) => Limit): Limit {
    return answer.kind === 'fine' ? meaning(answer.body) : this.unknown(answer.message);
  }

  private get origin() {
    return { source: this.source, date: this.date, confidence: 'high' as const };
  }
}
