import { readFileSync } from 'node:fs';
import path from 'node:path';
import { newProfile } from '../../lib/discovery/new-profile';
import { differences, type Heard, type Proposal, propose, type Standing } from '../../lib/discovery/proposal';
import type { Replies } from '../../lib/discovery/question';
import type { OpenstackCloud } from '../../lib/model/cloud';
import { parseCloud, readCloud } from '../../lib/model/descriptor';
import { openstackFlags } from '../../lib/model/openstack-flags';
import type { Sourced } from '../../lib/model/sourced';
import { sizes } from '../../lib/plan/sizing';
import { answersToOperator, answersToTenant, everywhere, forbidden, listing, withReplies } from './answers';

const testbed = readFileSync(path.join(__dirname, '../../blueprints/clouds/testbed.yaml'), 'utf8');

const standing = (text: string, isNew = false): Standing => {
  const cloud = readCloud('clouds/x.yaml', text);
  if (!cloud.ok) throw new Error(JSON.stringify(cloud.problems));
  return { file: 'clouds/x.yaml', text, cloud: cloud.value as Sourced<OpenstackCloud>, isNew };
};

const heard = (replies: Replies): Heard => ({ replies, needs: sizes, date: '2027-01-31' });

const proposalFor = (text: string, replies: Replies = answersToOperator, isNew = false): Proposal => {
  const proposal = propose(standing(text, isNew), heard(replies));
  if (!proposal.ok) throw new Error(JSON.stringify(proposal.problems));
  return proposal.value;
};

/** The profile with some of its text replaced. */
const planted = (...changes: readonly (readonly [string, string])[]): string =>
  changes.reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`the profile does not hold ${from}`);
    return text.replace(from, to);
  }, testbed);

const linesOf = (proposal: Proposal): readonly string[] =>
  proposal.changes.map(({ path: at, before, after }) => `${at}: ${JSON.stringify(before)} -> ${JSON.stringify(after)}`);

describe('a profile that says what the cloud says', () => {
  const proposal = proposalFor(testbed);

  it('is confirmed, value by value', () => {
    expect([proposal.changes, proposal.problems, proposal.confirmed]).toEqual([[], [], 40]);
    const open = ['replicatedVolumeType', 'accessRules', 'readerRole', 'rbacByUsers', 'domainManager', 'ipv6', 'auditFeed'];
    expect(proposal.untold.map((one) => one.path).sort()).toEqual(
      [...open, 'crossAzAttach', 'operatorAccess'].map((flag) => `capabilities.${flag}`).sort(),
    );
  });

  it('gets day and source of each value; whatever else a person wrote stays, to the character', () => {
    const [before, after] = [testbed.split('\n'), proposal.text.split('\n')];
    const kept = before.filter((line) => after.includes(line));
    expect(before.filter((line) => !kept.includes(line)).every((line) => /^ {2}[a-zA-Z0-9]+: (?:true|false)$/.test(line))).toBe(
      true,
    );
    expect(kept.slice(0, 6)).toEqual(before.slice(0, 6));
    expect(after).toContain(
      '  vpnaas: { value: true, origin: probe, source: "network: GET /extensions lists vpnaas", date: 2027-01-31 }',
    );
    expect(after).toContain('  operatorAccess: true');
    expect(after.slice(-7)).toEqual([
      'provenance:',
      '  zones: { origin: probe, source: "compute: GET /os-availability-zone", date: 2027-01-31 }',
      '  externalNetwork: { origin: probe, source: "network: GET /networks", date: 2027-01-31 }',
      '  flavors: { origin: probe, source: "compute: GET /flavors/detail", date: 2027-01-31 }',
      '  image: { origin: probe, source: "image: GET /images", date: 2027-01-31 }',
      '  volumeTypes: { origin: probe, source: "block-storage: GET /types", date: 2027-01-31 }',
      '',
    ]);
  });

  it('is the same to the byte when asked again', () => {
    expect(proposalFor(proposal.text).text).toBe(proposal.text);
  });
});

describe('a difference', () => {
  const text = planted(
    ['encryptedVolumeType: false', 'encryptedVolumeType: true # they say'],
    ['m: m1.medium', 'm: m9.medium'],
    ['zones: [nova]', 'zones: [nova, north]'],
    ['  trove: false', '  trove: { value: true, origin: declared, source: "a sales talk" }'],
    ['heat: true', 'heat: unknown'],
  );

  it('is told with old and new, also where the profile contradicts itself', () => {
    expect(linesOf(proposalFor(text))).toEqual([
      'zones: ["nova","north"] -> ["nova"]',
      'flavors.m: "m9.medium" -> "m1.large"',
      'capabilities.encryptedVolumeType: true -> false',
      'capabilities.trove: true -> false',
      'capabilities.heat: "unknown" -> true',
    ]);
  });

  it('is taken over, comments beside it stay, and the profile is sound again', () => {
    const proposal = proposalFor(text);
    expect(proposal.text).toContain('no type is encrypted", date: 2027-01-31 } # they say\n');
    expect(parseCloud('clouds/x.yaml', proposal.text).ok).toBe(true);
    expect(linesOf(proposalFor(proposal.text))).toEqual([]);
  });

  it('is a problem at its line for who only compares, with what cannot be settled', () => {
    const wrong = planted(['image: tiny', 'image: tinny'], ['  trove: false', '  trove: true']);
    const problems = differences(standing(wrong), proposalFor(wrong));
    expect(problems.map(({ line, column, code, message }) => `${line}:${column} ${code} ${message}`)).toEqual([
      '14:8 SGC7102 image: there is no active image tinny',
      '32:10 SGC7103 capabilities.trove is true here, and false in the cloud (the catalogue lists no database)',
    ]);
  });
});

describe('what the cloud does not tell', () => {
  it('never takes the place of what somebody said', () => {
    const proposal = proposalFor(testbed, everywhere(forbidden));
    expect([proposal.text.replace(/ {2}s3: .*/, ''), proposal.changes]).toEqual([testbed.replace(/ {2}s3: .*/, ''), []]);
    // Five settings, and every flag but the S3 of the catalogue.
    expect(proposal.untold).toHaveLength(5 + openstackFlags.length - 1);
    expect(proposal.untold[0]).toEqual({ path: 'zones', stays: ['nova'], why: 'compute: GET /os-availability-zone: HTTP 403' });
  });

  it('stays unknown where nobody said anything, with the reason', () => {
    const proposal = proposalFor(planted(['federation: false', 'federation: unknown']), answersToTenant);
    expect(linesOf(proposal)).toEqual([]);
    expect(proposal.text).toContain(
      '  federation: { value: unknown, origin: probe, source: "identity: GET /OS-FEDERATION/identity_providers: HTTP 403", date: 2027-01-31 }\n',
    );
  });

  it('of an encrypted type whose name is gone is unknown again', () => {
    const luks = planted(['encryptedVolumeType: false', 'encryptedVolumeType: true'], ['encrypted: null', 'encrypted: luks']);
    expect(linesOf(proposalFor(luks, answersToTenant))).toEqual([
      'volumeTypes.encrypted: "luks" -> null',
      'capabilities.encryptedVolumeType: true -> "unknown"',
    ]);
  });
});

describe('a new profile', () => {
  const begun = newProfile(
    {
      cloud: 'city-works',
      title: 'City works (RegionOne)',
      region: 'RegionOne',
      country: 'DE',
      operator: { name: 'City works', country: 'DE', controlledFrom: 'DE' },
      cloudsYaml: { operator: 'operator', manager: 'manager', tenant: '{space}' },
      nameservers: ['198.51.100.53'],
      timeServers: ['ntp.cloud.example'],
    },
    '2027-01-31',
  );
  const debian = { images: listing({ name: 'Debian 12', visibility: 'public' }) };

  it('holds what was declared, what was read with its source, and unknown for the rest', () => {
    const proposal = proposalFor(begun, withReplies(debian), true);
    const parsed = parseCloud('clouds/x.yaml', proposal.text);
    expect(parsed.ok && parsed.value.value).toMatchObject({
      cloud: 'city-works',
      operator: { name: 'City works', country: 'DE', controlledFrom: 'DE' },
      zones: ['nova'],
      externalNetwork: 'public',
      flavors: { xs: 'm1.small', s: 'm1.medium', m: 'm1.large', l: 'm1.large', xl: 'm1.large' },
      image: 'Debian 12',
      volumeTypes: { standard: 'standard', encrypted: null },
      capabilities: {
        vpnaas: { value: true, origin: 'probe', source: 'network: GET /extensions lists vpnaas', date: '2027-01-31' },
        auditFeed: { value: 'unknown', origin: 'probe', source: 'no interface tells; agree it with the operator' },
      },
      origin: 'declared',
      provenance: { image: { origin: 'probe', source: 'image: GET /images', date: '2027-01-31' } },
    });
    expect([proposal.confirmed, proposal.changes.length, proposal.changes[0]]).toEqual([
      0,
      40,
      { path: 'zones', before: undefined, after: ['nova'], source: 'compute: GET /os-availability-zone' },
    ]);
    expect(proposal.remarks).toContain('whether the image Debian 12 brings cloud-init and podman cannot be seen');
    expect(proposal.text).not.toContain('"?"');
  });

  it('needs every name; what cannot be read or does not fit is a problem each', () => {
    const { problems } = proposalFor(
      begun,
      withReplies({ flavors: forbidden, zones: { kind: 'unreadable', status: 503 } }),
      true,
    );
    expect(problems.map(({ code, message }) => `${code} ${message}`)).toEqual([
      'SGC7101 zones cannot be read (compute: GET /os-availability-zone: HTTP 503), and a profile needs it',
      'SGC7101 flavors cannot be read (compute: GET /flavors/detail: HTTP 403), and a profile needs it',
      'SGC7102 image: no public image of Debian 12 or Ubuntu 22.04, or newer, is visible',
    ]);
  });
});
