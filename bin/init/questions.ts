import { z } from 'zod';
import { type Answers, answersSchema } from './answers';

/** Asks a person one question and returns the line. */
export type Ask = (question: string) => Promise<string>;

export interface Catalogue {
  readonly clouds: readonly {
    readonly id: string;
    readonly title: string;
    readonly country: string;
    readonly provider: 'aws' | 'openstack';
  }[];
  readonly services: readonly { readonly id: string; readonly title: string; readonly tier: 'A1' | 'A2' | 'A3' }[];
}

interface Talk {
  readonly ask: Ask;
  readonly say: (text: string) => void;
}

const { shape } = answersSchema;

/** Asks for a region in plain language; each answer is checked when it is given, and asked again if it does not fit. */
export const askAnswers = async (talk: Talk, catalogue: Catalogue): Promise<Answers> => {
  const region = await one(talk, 'Short id of the region, such as lecce', shape.region);
  const name = await one(talk, 'Its name', shape.name);
  const country = await one(talk, 'Its country, as two letters', shape.country);
  const languages = await many(talk, 'Languages of its people, such as: it, en', shape.languages);
  const domain = await one(
    talk,
    'Internet domain below which the e-services are reached, such as lecce.example',
    shape.hosting.valueType.shape.host,
  );
  const operations = await one(talk, 'E-mail address of those who run it', shape.contacts.shape.operations);
  const security = await one(talk, 'E-mail address for security reports', shape.contacts.shape.security);
  const tenants = await askTenants(talk);
  const hosting = await askServices(talk, catalogue, Object.keys(tenants), domain);
  const targets = await askTargets(talk, catalogue, Object.keys(tenants));
  const allowedCountries = await many(
    talk,
    'Countries in which the data may lie, such as: IT, DE',
    shape.residency.shape.allowedCountries,
  );
  return {
    region,
    name,
    country,
    languages,
    contacts: { operations, security },
    residency: { allowedCountries },
    tenants,
    identity: await askIdentity(talk),
    hosting,
    budget: await askBudget(talk),
    targets,
    pipeline: await one(talk, 'Where will the repository live: github, gitlab or none', shape.pipeline),
  };
};

const one = async <S extends z.ZodType>({ ask, say }: Talk, question: string, schema: S): Promise<z.infer<S>> => {
  for (;;) {
    const parsed = schema.safeParse((await ask(`${question}: `)).trim());
    if (parsed.success) return parsed.data;
    say(`  That does not fit: ${parsed.error.issues[0]?.message ?? 'unknown'}\n`);
  }
};

const many = async <S extends z.ZodType<string[]>>({ ask, say }: Talk, question: string, schema: S): Promise<string[]> => {
  for (;;) {
    const words = (await ask(`${question}: `)).split(/[\s,]+/).filter((word) => word !== '');
    const parsed = schema.safeParse(words);
    if (parsed.success) return parsed.data;
    say(`  That does not fit: ${parsed.error.issues[0]?.message ?? 'unknown'}\n`);
  }
};

/** Asks for keys until the line is empty; at least one. */
const loop = async <V>(
  talk: Talk,
  question: string,
  each: (key: string) => Promise<V | undefined>,
): Promise<Record<string, V>> => {
  const found: Record<string, V> = {};
  for (;;) {
    const key = (await talk.ask(`${question}${Object.keys(found).length > 0 ? ' (empty: no more)' : ''}: `)).trim();
    if (key === '' && Object.keys(found).length > 0) return found;
    const value = key === '' ? undefined : await each(key);
    if (value !== undefined) found[key] = value;
  }
};

const askTenants = (talk: Talk): Promise<Answers['tenants']> =>
  loop(talk, 'Id of an administration that shares the cloud, such as comune', async (key) => {
    if (!shape.tenants.keyType.safeParse(key).success) return refused(talk, 'lower-case letters, digits and hyphens, 2 to 16');
    const name = await one(talk, '  Its name', shape.name);
    const inhabitants = await one(talk, '  Its inhabitants', numberOf(shape.tenants.valueType.shape.inhabitants));
    return { name, inhabitants };
  });

const refused = (talk: Talk, allowed: string): undefined => {
  talk.say(`  That does not fit: ${allowed}\n`);
  return undefined;
};

/** A number that was typed. */
const numberOf = <S extends z.ZodType<number>>(schema: S) =>
  z.preprocess((text) => (/^\d+$/.test(String(text)) ? Number(text) : text), schema);

const askServices = async (
  talk: Talk,
  { services }: Catalogue,
  tenants: readonly string[],
  domain: string,
): Promise<Answers['hosting']> => {
  talk.say(`E-services of the catalogue:\n${services.map((service) => `  ${service.id}  ${service.title}\n`).join('')}`);
  const chosen = await loop(talk, 'E-service to host, such as appointments@1', async (id) => {
    const service = services.find((candidate) => candidate.id === id);
    if (service === undefined) return refused(talk, services.map((candidate) => candidate.id).join(', '));
    const tenant = tenants.length === 1 ? (tenants[0] ?? '') : await choice(talk, '  Which administration runs it', tenants);
    return { tenant, service: id, tier: service.tier };
  });
  return Object.fromEntries(
    Object.values(chosen).map(({ tenant, service, tier }) => {
      const key = (service.split('@')[0] ?? service).slice(0, 20).replace(/-+$/, '');
      return [key, { tenant, service, host: `${key}.${domain}`, tier }];
    }),
  );
};

const choice = async (talk: Talk, question: string, options: readonly string[]): Promise<string> => {
  for (;;) {
    const answer = (await talk.ask(`${question} (${options.join(', ')}): `)).trim();
    if (options.includes(answer)) return answer;
    refused(talk, options.join(', '));
  }
};

const askTargets = async (talk: Talk, { clouds }: Catalogue, tenants: readonly string[]): Promise<Answers['targets']> => {
  talk.say(`Clouds:\n${clouds.map((cloud) => `  ${cloud.id}  ${cloud.title} (${cloud.country})\n`).join('')}`);
  const chosen = await loop(talk, 'Cloud to deploy to', async (id) => {
    const cloud = clouds.find((candidate) => candidate.id === id);
    if (cloud === undefined) return refused(talk, clouds.map((candidate) => candidate.id).join(', '));
    return cloud.provider === 'aws' ? { cloud: id, accounts: await askAccounts(talk, ['shared', ...tenants]) } : { cloud: id };
  });
  return Object.fromEntries(Object.entries(chosen).map(([id, target]) => [id.slice(0, 20).replace(/-+$/, ''), target]));
};

const askAccounts = async (talk: Talk, owners: readonly string[]): Promise<Record<string, string>> => {
  const accounts: Record<string, string> = {};
  for (const owner of owners)
    accounts[owner] = await one(
      talk,
      `  AWS account of ${owner}, twelve digits`,
      shape.targets.valueType.shape.accounts.unwrap().valueType,
    );
  return accounts;
};

const askIdentity = async (talk: Talk): Promise<Answers['identity']> => ({
  staff: {
    issuer: await one(
      talk,
      'Where staff sign in (OpenID Connect issuer), such as https://idp.lecce.example',
      shape.identity.shape.staff.shape.issuer,
    ),
  },
  citizens: {
    scheme: await one(talk, 'How citizens sign in: eidas, national or none', shape.identity.shape.citizens.shape.scheme),
    issuer: await one(talk, 'Where citizens sign in (OpenID Connect issuer)', shape.identity.shape.citizens.shape.issuer),
  },
});

const askBudget = async (talk: Talk): Promise<Answers['budget']> => ({
  monthly: await one(talk, 'Budget for a month, in whole units of the currency', numberOf(shape.budget.shape.monthly)),
  currency: await one(talk, 'Its currency, such as EUR', shape.budget.shape.currency),
});
