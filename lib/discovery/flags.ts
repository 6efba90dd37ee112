import type { OpenstackFlag } from '../model/openstack-flags';
import { namesIn, type QuestionId, type Replies, sourceOf, textIn } from './question';
import { objectStoreFlags } from './object-store';
import { told, type Told, type Teller, unknown } from './told';
import { encryptionOf, replicationOf } from './volume-types';

/** A service that answers is there; one that the catalogue does not list, or that knows no such path, is not. */
const answers =
  (id: QuestionId): Teller =>
  (replies) => {
    const reply = replies[id];
    const source = sourceOf(id, reply);
    return reply.kind === 'fine' || reply.kind === 'absent' ? told(reply.kind === 'fine', source) : unknown(source);
  };

const extension =
  (alias: string): Teller =>
  ({ extensions }) => {
    const source = sourceOf('extensions', extensions);
    if (extensions.kind !== 'fine') return unknown(source);
    const listed = namesIn(extensions, 'alias').includes(alias);
    return told(listed, `${source} ${listed ? 'lists' : 'does not list'} ${alias}`);
  };

/** Without the thing it is a no; with it, still nobody knows. */
const atMost =
  (teller: Teller, why: string): Teller =>
  (replies) => {
    const first = teller(replies);
    return first.value === true ? unknown(why) : first;
  };

/** Whether a list, which is refused to who may not see all of it, holds anything. */
const holds =
  (id: QuestionId, what: string): Teller =>
  (replies) => {
    const reply = replies[id];
    const source = sourceOf(id, reply);
    if (reply.kind === 'absent') return told(false, source);
    if (reply.kind !== 'fine') return unknown(source);
    return told(reply.items.length > 0, reply.items.length > 0 ? source : `${source}: no ${what}`);
  };

const untold =
  (ask: string): Teller =>
  () =>
    unknown(`no interface tells; ${ask}`);

const backups: Teller = (replies) => {
  const reply = replies.backupServices;
  const listed = holds('backupServices', 'backup service')(replies);
  if (reply.kind !== 'fine' || listed.value !== true) return listed;
  const runs = reply.items.some((item) => item.status === 'enabled' && item.state === 'up');
  return runs ? listed : unknown(`${listed.source}: the backup service is down`);
};

/** Neutron leaves out what one may not see, so that an empty list there proves nothing. */
const ipv6: Teller = ({ externalSubnets, pools }) => {
  const seen = (
    [
      ['externalSubnets', externalSubnets],
      ['pools', pools],
    ] as const
  ).find(([, reply]) => reply.kind === 'fine' && reply.items.some((item) => item.failed === undefined));
  return seen === undefined
    ? unknown('network: no IPv6 subnet of the external network and no shared pool is visible')
    : told(true, `${sourceOf(seen[0], seen[1])}?ip_version=6`);
};

const ovn: Teller = ({ agents, balancers, extensions }) => {
  const types = namesIn(agents, 'agent_type');
  if (types.length > 0)
    return told(
      types.some((type) => type.startsWith('OVN')),
      sourceOf('agents', agents),
    );
  if (namesIn(balancers).includes('ovn')) return told(true, `${sourceOf('balancers', balancers)} lists ovn`);
  // OVN has no agents for routers, so it cannot schedule them.
  return namesIn(extensions, 'alias').includes('l3_agent_scheduler')
    ? told(false, `${sourceOf('extensions', extensions)} lists l3_agent_scheduler`)
    : unknown('network: no agent is visible');
};

const amphora: Teller = ({ balancers }) => {
  const source = sourceOf('balancers', balancers);
  if (balancers.kind !== 'fine') return balancers.kind === 'absent' ? told(false, source) : unknown(source);
  const names = namesIn(balancers);
  return told(names.includes('amphora'), `${source} lists ${names.join(', ') || 'none'}`);
};

const namedZones: Teller = ({ zones }) => {
  const source = sourceOf('zones', zones);
  if (zones.kind !== 'fine') return unknown(source);
  return told(
    zones.items.some((item) => textIn(item, 'zoneName') !== ''),
    source,
  );
};

/** How each flag is read; the order of the flags is that of the profile. */
const tellers: Readonly<Record<OpenstackFlag, Teller>> = {
  barbican: answers('secrets'),
  designate: answers('names'),
  swift: answers('account'),
  encryptedVolumeType: encryptionOf,
  replicatedVolumeType: replicationOf,
  octaviaAmphora: amphora,
  addressGroups: extension('address-group'),
  accessRules: atMost(answers('credentialRules'), 'Keystone has them; whether every service heeds them only a try shows'),
  rbacByUsers: atMost(extension('rbac-policies'), "the extension is there; whether members may use it is the cloud's policy"),
  domainManager: atMost(
    holds('managerRole', 'role manager'),
    'the role manager is there; whether it manages a domain only a try shows',
  ),
  vpnaas: extension('vpnaas'),
  manila: answers('shares'),
  trove: answers('databases'),
  ipv6,
  cinderBackup: backups,
  auditFeed: untold('agree it with the operator'),
  crossAzAttach: untold('ask the operator for cross_az_attach of compute'),
  ...objectStoreFlags,
  federation: holds('identityProviders', 'identity provider'),
  azNames: namedZones,
  packetLog: extension('logging'),
  fwaas: extension('fwaas_v2'),
  tapMirror: extension('tap-mirror'),
  heat: answers('stacks'),
  aodh: answers('alarms'),
  magnum: answers('clusters'),
  dnsIntegration: extension('dns-integration'),
  unifiedLimits: holds('registeredLimits', 'registered limit'),
  ovn,
  readerRole: untold('try a change with a token of the role in every service, or ask the operator'),
  operatorAccess: untold('agree it with the operator'),
};

/** What the cloud's answers say of a flag. */
export const tell = (flag: OpenstackFlag, replies: Replies): Told => tellers[flag](replies);
