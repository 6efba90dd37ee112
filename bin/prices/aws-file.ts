import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { JSONParser } from '@streamparser/json';
import { type AwsDimension, type AwsProduct, type Wanted, wantedOf } from '../../lib/planning/aws-price-list';

/** What one file of the bulk list says about the items that are asked for. */
export interface AwsOffer {
  readonly service: string;
  readonly version: string;
  readonly published: string;
  readonly sha256: string;
  /** Regions of the products that are asked for. */
  readonly regions: readonly string[];
  readonly found: readonly Found[];
}

export interface Found extends Wanted {
  readonly sku: string;
  readonly currency: string;
  readonly price: string;
  readonly validFrom: string;
}

interface Term {
  readonly sku: string;
  readonly effectiveDate: string;
  readonly priceDimensions: Readonly<Record<string, AwsDimension>>;
}

/** Reads a file of hundreds of megabytes piece by piece; once more where its prices stand before its products. */
export const readAwsOffer = async (file: string): Promise<AwsOffer> => {
  const reader = new Reader();
  const sha256 = await reader.read(file);
  if (reader.early) await reader.read(file);
  return { ...reader.offer(), sha256 };
};

class Reader {
  /** Whether a price came before the products were known. */
  early = false;
  private readonly wanted = new Map<string, Wanted>();
  private readonly regions = new Set<string>();
  private readonly found = new Map<string, Found>();
  private readonly head: Record<string, string> = {};

  async read(file: string): Promise<string> {
    const hash = createHash('sha256');
    const parser = new JSONParser({
      paths: ['$.offerCode', '$.version', '$.publicationDate', '$.products.*', '$.terms.OnDemand.*.*'],
      keepStack: false,
    });
    parser.onValue = ({ value, stack, key }) => this.take(stack.length, String(key), value);
    for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 })) {
      hash.update(chunk as Buffer);
      parser.write(chunk as Buffer);
    }
    return hash.digest('hex');
  }

  offer(): Omit<AwsOffer, 'sha256'> {
    return {
      service: this.head.offerCode ?? '',
      version: this.head.version ?? '',
      published: this.head.publicationDate ?? '',
      regions: [...this.regions].sort(),
      found: [...this.found.values()].sort((a, b) => (a.item + a.sku < b.item + b.sku ? -1 : 1)),
    };
  }

  private take(depth: number, key: string, value: unknown): void {
    if (depth === 1) this.head[key] = String(value);
    if (depth === 2) this.takeProduct(value as AwsProduct);
    if (depth === 4) this.takeTerm(value as Term);
  }

  private takeProduct(product: AwsProduct): void {
    const wanted = wantedOf(this.head.offerCode ?? '', product);
    if (wanted === undefined) return;
    this.wanted.set(product.sku, wanted);
    const region = product.attributes.regionCode ?? '';
    if (region !== '' && region !== 'global') this.regions.add(region);
  }

  private takeTerm({ sku, effectiveDate, priceDimensions }: Term): void {
    if (this.wanted.size === 0) this.early = true;
    const wanted = this.wanted.get(sku);
    const first = Object.values(priceDimensions).find(({ beginRange }) => (beginRange ?? '0') === '0');
    const [currency, price] = Object.entries(first?.pricePerUnit ?? {})[0] ?? [];
    if (wanted === undefined || currency === undefined || price === undefined) return;
    this.found.set(sku, { ...wanted, sku, currency, price, validFrom: effectiveDate.slice(0, 10) });
  }
}
