import { z } from 'zod';
import type { OpenstackTargetPlan, OptionsResult } from '../../plan/target-plan';

/** What a region may tune on an OpenStack target. Nothing here weakens a control. */

const url = z.url({ protocol: /^https$/, message: 'an https:// address' }).max(500);
const name = z.string().min(1).max(100);
/** Keystone gives such an expiry back in exactly this spelling; any other would replace the credential at every apply. */
const moment = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/, 'a moment in UTC, spelled YYYY-MM-DDThh:mm:ssZ');
const tenantRole = name.refine((role) => !['admin', 'manager', 'service'].includes(role), 'a role of project members, never admin, manager or service');

const stateBackend = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('local'), folder: z.string().min(1).max(300) }).describe('Files beside the output; for one person at one machine.'),
  z.strictObject({ kind: z.literal('pg') }).describe('PostgreSQL; its address comes from PG_CONN_STR.'),
  z.strictObject({ kind: z.literal('s3'), bucket: name, region: name, endpoint: url }).describe("A bucket on the cloud's own S3 end point."),
  z.strictObject({ kind: z.literal('http'), address: url }).describe('An HTTP state server, such as GitLab; the name of the state is appended.'),
]);

const schema = z.strictObject({
  stateBackend: stateBackend.default({ kind: 'local', folder: '../../../../sgc.state' }),
  /** Keystone roles that together make a project's member here. Octavia's default policy asks for its own role, Barbican's for `creator`. */
  memberRoles: z.array(tenantRole).min(1).max(10).default(['member', 'load-balancer_member']),
  readerRole: z.literal('reader').default('reader'),
  /** Where proxies fetch packages; reachable besides the blueprint's own list. */
  packageMirrors: z.array(name).max(20).default(['deb.debian.org', 'security.debian.org']),
  /** Host names of the cloud's own interfaces, which hosts ask for secrets, releases and backups. */
  cloudNames: z.array(name).max(20).default([]),
  /** Makes the flavors that the profile names; only on a cloud of one's own. */
  ownFlavors: z.boolean().default(false),
  acmeDirectory: url.default('https://acme-v02.api.letsencrypt.org/directory'),
  /** Ed25519 public key (PEM) that signs releases; empty: hosts accept none. */
  releaseKey: z.string().max(1000).default(''),
  credentialExpiry: z.strictObject({ a: moment.nullable().default(null), b: moment.nullable().default(null) }).default({ a: null, b: null }),
  credentialRoles: z.array(tenantRole).min(1).max(10).default(['member']),
  /** Relay for outgoing mail; empty: delivered directly. */
  mailRelay: z.string().max(255).default(''),
  /** Type of shared files; empty: the cloud's default. */
  shareType: z.string().max(100).default(''),
  /** Whether that type asks for a share network of ours. */
  shareNetwork: z.boolean().default(true),
  troveVersion: z.string().max(20).default('15'),
});

export type OpenstackOptions = z.infer<typeof schema>;

/** The options of a target, complete, or what is wrong with them. */
export const parseOptions = (options: unknown): OptionsResult => {
  const parsed = schema.safeParse(options ?? {});
  if (parsed.success) return { ok: true, value: parsed.data };
  return {
    ok: false,
    issues: parsed.error.issues.map((issue) => ({
      path: issue.path.filter((step): step is string | number => typeof step !== 'symbol'),
      message: issue.message,
      allowed: Object.keys(schema.shape).join(', '),
      repair: 'write it as docs/openstack.md says, or leave it out for the default',
    })),
  };
};

/** The validated options of a target, with their types. Throws when the plan was not made by `resolve`. */
export const optionsOf = (target: OpenstackTargetPlan): OpenstackOptions => schema.parse(target.options);
