import path from 'node:path';
import { ask, type Household, run } from './household';
import { namespace, outside } from './outside';
import { Stage } from './stage';

export interface Visit {
  /** 0 where nobody answered. */
  readonly status: number;
  readonly body: string;
}

/** Somebody of the public, outside the region, who trusts what the authority signed and nothing else. */
export class Visitor {
  private readonly roots: string;

  constructor(
    house: Household,
    private readonly host: string,
  ) {
    this.roots = path.join(house.folder, 'roots.pem');
  }

  /** Learns the root of the authority, as browsers have it. */
  trust(): void {
    run('curl', ['--silent', '--insecure', '--output', this.roots, `https://${outside.acme}:15000/roots/0`], { namespace });
  }

  /** Asks the service at its public address, by its name. */
  async visit(where: string, words: readonly string[] = [], scheme: 'https' | 'http' = 'https'): Promise<Visit> {
    const { text } = await ask(
      'curl',
      [
        ...['--silent', '--max-time', '20', '--cacert', this.roots, '--write-out', '\n%{http_code}'],
        ...['443', '80'].flatMap((port) => ['--resolve', `${this.host}:${port}:${Stage.publicAddress}`]),
        ...words,
        `${scheme}://${this.host}${where}`,
      ],
      { namespace, seconds: 30 },
    );
    const lines = text.trimEnd().split('\n');
    return { status: Number(lines.pop() ?? 0), body: lines.join('\n') };
  }
}
