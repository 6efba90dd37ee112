import { z } from 'zod';
import { has, type OpenstackCloud } from '../../model/cloud';
import type { OpenstackTargetPlan, OptionsResult } from '../../plan/target-plan';

/** What a region may tune on an OpenStack target. Nothing here weakens a control. */

const url = z.url({ protocol: /^https$/, message: 'an https:// address' }).max(500);
const name = z.string().min(1).max(100);
/** Keystone gives such an expiry back in exactly this spelling; any other would replace the credential at every apply. */
const moment = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/, 'a moment in UTC, spelled YYYY-MM-DDThh:mm:ssZ');
const tenantRole = name.refine(
  (role) => !['admin', 'manager', 'service'].includes(role),
  'a role of project members, never admin, manager or service',
);

const stateBackend = z.discriminatedUnion('kind', [
  z
    .strictObject({ kind: z.literal('local'), folder: z.string().min(1).max(300) })
    .describe('Files beside the output; for one person at one machine.'),
  z.strictObject({ kind: z.literal('pg') }).describe('PostgreSQL; its address comes from PG_CONN_STR.'),
  z
    .strictObject({
      kind: z.literal('s3'),
      bucket: name,
      region: name,
      endpoint: url,
      conditionalPut: z
        .boolean()
        .nullable()
        .default(null)
        .describe("Whether that end point takes conditional writes; null: what the cloud's profile says of its own."),
    })
    .describe('A bucket on an S3 end point that takes conditional writes, since nothing else would lock; keys come from AWS_*.'),
  z
    .strictObject({ kind: z.literal('http'), address: url })
    .describe('An HTTP state server, such as GitLab; the name of the state is appended.'),
]);

export const optionsSchema = z.strictObject({
  stateBackend: stateBackend.default({ kind: 'local', folder: '../../../../sgc.state' }),
  memberRoles: z
    .array(tenantRole)
    .max(10)
    .default([])
    .describe(
      "Keystone roles that together make a project's member here; empty: `member`, `load-balancer_member`, and `creator` where the cloud has Barbican.",
    ),
  readerRoles: z
    .array(z.enum(['reader', 'load-balancer_observer', 'audit']))
    .min(1)
    .max(4)
    .default(['reader'])
    .describe(
      'Keystone roles that only read; what the auditor gets. Where Octavia keeps to roles of its own, `load-balancer_observer` too.',
    ),
  packageMirrors: z
    .array(name)
    .max(20)
    .default(['apt.postgresql.org', 'deb.debian.org', 'security.debian.org'])
    .describe("Where proxies fetch packages; reachable besides the blueprint's own list."),
  cloudPorts: z
    .array(z.int().min(1).max(65535))
    .max(20)
    .default([5000, 6780, 8080, 8776, 9311])
    .describe("Ports on which the cloud's own interfaces answer, besides 80 and 443: identity, objects, volumes, keys."),
  ownFlavors: z.boolean().default(false).describe("Makes the flavors that the profile names; only on a cloud of one's own."),
  vpnSuite: z.enum(['modern', 'compatible']).default('modern').describe("What the cloud's IPsec service can do."),
  acmeDirectory: url.default('https://acme-v02.api.letsencrypt.org/directory').describe('Where entries get their certificates.'),
  releaseKey: z
    .string()
    .max(1000)
    .default('')
    .describe('Ed25519 public key (PEM) that signs releases; empty: hosts accept none.'),
  credentialExpiry: z
    .strictObject({ a: moment.nullable().default(null), b: moment.nullable().default(null) })
    .default({ a: null, b: null })
    .describe('Last moment of the two generations of credentials of hosts, rotated in turn; null: no end.'),
  credentialRoles: z
    .array(tenantRole)
    .max(10)
    .default([])
    .describe('Keystone roles of the credentials of hosts; empty: `member`, and `creator` where the cloud has Barbican.'),
  mailRelay: z
    .string()
    .regex(/^(?:[a-z0-9.-]+(?::[0-9]{1,5})?)?$/, 'a host, or host:port')
    .max(255)
    .default('')
    .describe(
      'Relay for outgoing mail and alarms, as host or host:port (587); empty: no mail leaves, since nothing reaches port 25.',
    ),
  shareType: z.string().max(100).default('').describe("Type of shared files; empty: the cloud's default."),
  shareNetwork: z.boolean().default(true).describe('Whether that type asks for a share network of ours.'),
});

export type OpenstackOptions = z.infer<typeof optionsSchema>;

/** The options of a target, complete, or what is wrong with them; what a cloud must have for them is asked of its profile. */
export const parseOptions = (options: unknown, cloud?: OpenstackCloud): OptionsResult => {
  const parsed = optionsSchema.safeParse(options ?? {});
  if (parsed.success) {
    const unlocked = cloud !== undefined && !locks(parsed.data, cloud);
    return unlocked ? { ok: false, issues: [withoutLock] } : { ok: true, value: parsed.data };
  }
  return {
    ok: false,
    issues: parsed.error.issues.map((issue) => ({
      path: issue.path.filter((step): step is string | number => typeof step !== 'symbol'),
      message: issue.message,
      allowed: Object.keys(optionsSchema.shape).join(', '),
      repair: 'write it as docs/openstack.md says, or leave it out for the default',
    })),
  };
};

/** Whether two runs at once on one state are kept apart. Swift's S3 interface, for one, answers a conditional write with NotImplemented. */
const locks = ({ stateBackend: backend }: OpenstackOptions, cloud: OpenstackCloud): boolean =>
  backend.kind !== 's3' || (backend.conditionalPut ?? has(cloud, 's3ConditionalPut'));

const withoutLock = {
  path: ['stateBackend', 'kind'],
  message: 'this S3 end point is not known to take conditional writes (s3ConditionalPut), so nothing would lock a state',
  allowed: 'pg, http, or local; s3 where conditional writes are known to work',
  repair: 'write `kind: pg`; or, once you tried it, `conditionalPut: true` here or the flag in the profile of the cloud',
} as const;

/** The validated options of a target, with their types. Throws when the plan was not made by `resolve`. */
export const optionsOf = (target: OpenstackTargetPlan): OpenstackOptions => optionsSchema.parse(target.options);
