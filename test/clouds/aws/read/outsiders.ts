import { allAccounts } from '../../../../lib/providers/aws/accounts';
import type { Estate } from '../estate';

interface Document {
  readonly Statement: readonly {
    readonly Effect: string;
    readonly Principal?: '*' | Readonly<Record<string, string | readonly string[]>>;
    readonly Condition?: Readonly<Record<string, unknown>>;
  }[];
}

/** Principals of other accounts, and anybody, whom a resource's own policy allows something; nobody of a region's is one. */
export const outsidersIn = (estate: Estate, document: string | undefined): readonly string[] => {
  const own = new Set(allAccounts(estate.target));
  const { Statement } = JSON.parse(document ?? '{"Statement":[]}') as Document;
  return Statement.filter(({ Effect }) => Effect === 'Allow').flatMap(({ Principal, Condition }) => {
    const named = Principal === '*' ? ['*'] : [Principal?.AWS ?? []].flat();
    // Anybody under a condition is somebody, who is looked at where the condition is.
    const isBound = Condition !== undefined;
    return named.filter((one) => (one === '*' ? !isBound : !own.has(accountOf(one))));
  });
};

const accountOf = (principal: string): string => (/^\d{12}$/.test(principal) ? principal : (principal.split(':')[4] ?? ''));
