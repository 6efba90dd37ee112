import { createHash } from 'node:crypto';

/** Longest names that the platforms take. Sources: the CloudFormation schema and service documentation of each type; Nova, Neutron and Keystone columns are 255 wide, and 63 keeps names usable as DNS labels. */
export const nameLimits = {
  stack: 128,
  bucket: 63,
  role: 64,
  loadBalancer: 32,
  targetGroup: 32,
  database: 63,
  queue: 80,
  logGroup: 512,
  alarm: 255,
  secret: 512,
  webAcl: 128,
  vault: 50,
  userPoolDomain: 63,
  cluster: 255,
  server: 63,
  project: 63,
  container: 255,
  scheduleGroup: 64,
  mailSet: 64,
  generic: 128,
} as const;

export type NameKind = keyof typeof nameLimits;

/** The one place where names are made: the parts joined by hyphens; too long a name keeps its start and gets a digest of the whole. */
export const nameOf = (kind: NameKind, ...parts: readonly string[]): string => {
  const whole = parts.join('-').toLowerCase();
  const limit = nameLimits[kind];
  if (whole.length <= limit) return whole;
  const digest = createHash('sha256').update(whole).digest('hex').slice(0, 8);
  return `${whole.slice(0, limit - 9).replace(/-+$/, '')}-${digest}`;
};
