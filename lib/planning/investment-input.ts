import { type Financing, financings, type InvestedKind, type InvestmentTerms } from '../model/investment';
import { type Input, ownInput, type Written } from './input';

/** The terms of a region, with the id of the input behind every number. */
export interface InvestmentInput {
  readonly firstYear: number;
  readonly discount: string;
  readonly items: readonly ItemInput[];
  readonly funding: readonly FundingInput[];
  readonly private: ProviderInput | null;
  readonly inputs: readonly Input[];
}

export interface ItemInput {
  readonly id: string;
  readonly title: string;
  readonly profile: string;
  readonly year: number;
  readonly cost: string;
}

export interface FundingInput {
  readonly id: string;
  readonly title: string;
  readonly kind: 'grant' | 'coFunding';
  readonly percent: string;
  readonly of: readonly InvestedKind[];
  readonly atMost: string | null;
  readonly delayYears: number;
  readonly financings: readonly Financing[];
}

export interface ProviderInput {
  readonly carries: readonly InvestedKind[];
  readonly contractYears: number;
  readonly costOfCapital: string;
  readonly margin: string;
}

/** Every number of the terms as an input with its source. */
export const investmentInput = (terms: InvestmentTerms, written: Written, currency: string): InvestmentInput => {
  const inputs: Input[] = [];
  const add = (id: string, label: string, unit: string, amount: Parameters<typeof ownInput>[3]): string => {
    inputs.push(ownInput(id, label, unit, amount, written));
    return id;
  };
  return {
    firstYear: terms.firstYear,
    discount: add('discountPercent', 'Rate by which a later year weighs less', '%', terms.discountPercent),
    items: Object.entries(terms.items ?? {}).map(([id, { title, profile, year = 0, cost }]) => ({
      id,
      title,
      profile,
      year,
      cost: add(`item:${id}`, title, `${currency} once`, cost),
    })),
    funding: Object.entries(terms.funding ?? {}).map(([id, { percent, atMost, ...one }]) => ({
      id,
      title: one.title,
      kind: one.kind,
      percent: add(`funding:${id}`, `${one.title}: part of what it pays for`, '%', percent),
      of: one.of,
      atMost: atMost === undefined ? null : add(`ceiling:${id}`, `${one.title}: ceiling`, currency, atMost),
      delayYears: one.delayYears ?? 0,
      financings: one.financings ?? ['public'],
    })),
    private:
      terms.private === undefined
        ? null
        : {
            carries: terms.private.carries,
            contractYears: terms.private.contractYears,
            costOfCapital: add('costOfCapital', "The provider's own rate", '%', terms.private.costOfCapitalPercent),
            margin: add('margin', "The provider's margin on all that it is paid", '%', terms.private.marginPercent),
          },
    inputs,
  };
};

/** Ways to finance that the terms describe. */
export const financingsIn = (terms: InvestmentInput): readonly Financing[] =>
  financings.filter((one) => one === 'public' || terms.private !== null);
