import { z } from 'zod';

/** Texts, names and numbers that may be written in blueprints, cloud profiles and descriptors, each with its sentence and an example. */

export const key = (what: string, longest: number, example: string) =>
  z
    .string()
    .min(2)
    .max(longest)
    .regex(
      /^[a-z](?:[a-z0-9]|-(?=[a-z0-9]))*$/,
      `a ${what} in lower-case letters, digits and single hyphens, starting with a letter`,
    )
    .meta({ examples: [example] });

export const regionId = key('region id', 16, 'lakeside').describe(
  'Stable id of the region; part of every name, never shown to citizens.',
);
export const tenantId = key('tenant id', 16, 'city');
export const stageId = key('stage id', 12, 'production');
export const storeId = key('store id', 20, 'case-files');
export const hostingId = key('service id', 20, 'appointments');
export const connectionId = key('connection id', 20, 'town-hall');
export const targetId = key('target id', 20, 'openstack');

/** A map with a bound on its entries, so that no file makes a check slow. */
export const mapOf = <V extends z.ZodType>(name: z.ZodString, value: V, most: number) =>
  z
    .record(name, value)
    .refine((map) => Object.keys(map).length <= most, { message: `at most ${most} entries` })
    .meta({ maxProperties: most });

export const countryCode = z
  .string()
  .regex(/^[A-Z]{2}$/, 'the two-letter ISO 3166-1 code of a country, such as IT')
  .meta({ examples: ['IT'] });
export const languageTag = z
  .string()
  .regex(/^[a-z]{2,3}(?:-[A-Z][a-z]{3})?$/, 'the BCP 47 tag of a language, such as it or sr-Cyrl')
  .meta({ examples: ['en'] });
export const hostName = z
  .string()
  .max(253)
  .regex(
    /^(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])$/,
    'a full host name in lower case',
  )
  .meta({ examples: ['appointments.city.example'] });
export const allowedName = z
  .string()
  .max(253)
  .regex(
    /^(?:\*\.)?(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])$/,
    'a host name, or *. and a domain',
  )
  .meta({ examples: ['payments.example'] });
export const ipv4 = z.ipv4({ message: 'an IPv4 address such as 198.51.100.7' }).meta({ examples: ['198.51.100.7'] });
export const ipv4Cidr = z.cidrv4({ message: 'an IPv4 network such as 10.64.0.0/16' }).meta({ examples: ['10.64.0.0/16'] });
export const port = z
  .int()
  .min(1)
  .max(65535)
  .meta({ examples: [443] });
export const isoDate = z.iso.date({ message: 'a day as YYYY-MM-DD' }).meta({ examples: ['2027-12-31'] });
export const httpsUrl = z
  .string()
  .max(2000)
  .regex(
    /^https:\/\/(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])(?::[0-9]{1,5})?(?:\/[A-Za-z0-9._~/-]*)?$/,
    'an address such as https://login.example, without query or user name',
  )
  .meta({ examples: ['https://login.example'] });
export const mail = z
  .email({ message: 'an e-mail address' })
  .max(254)
  .meta({ examples: ['it@city.example'] });
export const text = z.string().min(1).max(300);
export const line = z
  .string()
  .max(300)
  .regex(/^[^\n\r\t]*\S[^\n\r\t]*$/, 'a text on one line');
export const localized = z
  .record(languageTag, line)
  .or(line)
  .describe('A text, or a map of language tag to text.')
  .meta({ examples: ['Model City'] });
export const person = z
  .string()
  .min(2)
  .max(100)
  .regex(/^[^\n\r\t]+$/, 'a name or a role on one line');

export const need = z.enum(['required', 'preferred']);
export const dataClass = z
  .enum(['C0', 'C1', 'C2', 'C3'])
  .describe('C0 public, C1 internal, C2 personal, C3 sensitive (children, health, social, tax secrecy).');
export const tier = z.enum(['A1', 'A2', 'A3']).describe('A1 99.5 % (RTO 24 h), A2 99.9 % (RTO 4 h), A3 99.95 % (RTO 1 h).');
export const dataset = z.enum(['real', 'synthetic']).describe('synthetic: invented data only, declared by the region.');
export const lifecycle = z
  .enum(['retained', 'ephemeral'])
  .describe('ephemeral: may be destroyed whole; only with synthetic or public data.');

export const sizeId = z.enum(['xs', 's', 'm', 'l', 'xl']).describe('xs 1 vCPU 2 GiB, s 1/4, m 2/8, l 4/16, xl 8/32.');
export const partId = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,15}$/, 'a part id in lower-case letters, digits and hyphens, at most 16')
  .meta({ examples: ['form'] });
export const image = z
  .string()
  .max(300)
  .regex(/^[a-z0-9./:_-]+@sha256:[0-9a-f]{64}$/, 'an image by digest: registry/name@sha256:…');
export const descriptorRef = z
  .string()
  .max(60)
  .regex(/^[a-z][a-z0-9-]*@[1-9][0-9]{0,3}$/, 'name@version of an e-service descriptor, such as appointments@1')
  .meta({ examples: ['appointments@1'] });
