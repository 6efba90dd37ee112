import { readFileSync } from 'node:fs';
import { Findings } from '../openstack/findings';
import { Household, until } from './household';
import { lacks } from './machine';
import { proveBackup } from './prove-backup';
import { proveBoot, proveUnits } from './prove-boot';
import { proveNothingLost, provePair, primaryOf } from './prove-database';
import { proveEntry, proveFilter } from './prove-entry';
import { proveFlows } from './prove-flows';
import { proveRelease, release } from './prove-release';
import { proveReboot } from './prove-reboot';
import { proveSecrets } from './prove-secrets';
import { HostsRegion } from './region';
import { program, Releases } from './releases';
import { Stage } from './stage';
import { proveSchema } from './user-data';
import { Visitor } from './visitor';

/*
 * Proves that the hosts of the reference region run from exactly the user data that is synthesized. Usage:
 *
 *   npm run prove:hosts [-- --parts schema]
 *
 * Parts: schema (alone: seconds, and no root), and hosts, which boots them.
 */
const valueOf = (name: string): string | undefined => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? undefined : process.argv[at + 1];
};

const main = async (): Promise<number> => {
  const findings = new Findings();
  const parts = valueOf('parts')?.split(',') ?? ['schema', 'hosts'];
  const missing = lacks(parts.includes('hosts'));
  if (missing !== undefined) {
    console.log(`SKIPPED: the proof of the hosts cannot run here: ${missing}`);
    return process.env.CI === undefined ? 0 : 1;
  }
  if (parts.includes('schema')) await proveSchema(findings);
  if (parts.includes('hosts')) await onStage(findings);
  findings.print();
  return findings.failures === 0 ? 0 : 1;
};

/** Whatever happens, nothing of the household stays. */
const onStage = async (findings: Findings): Promise<void> => {
  const house = new Household();
  const leave = (signal: NodeJS.Signals): void => {
    console.log(`ended by ${signal}; taking everything down`);
    house.end(false);
    process.exit(1);
  };
  process.once('SIGINT', leave);
  process.once('SIGTERM', leave);
  try {
    await proveHosts(findings, house);
  } catch (error) {
    findings.failed('stage', 'ended early', error instanceof Error ? error.message : String(error));
  } finally {
    const keep = findings.failures > 0;
    findings.expectNone('end', 'nothing is left of what the proof started', house.end(keep));
    if (keep) console.log(`logs of the proof: ${house.logs}`);
  }
};

const proveHosts = async (findings: Findings, house: Household): Promise<void> => {
  const releases = new Releases(house);
  const region = new HostsRegion(house.folder, releases.publicKey);
  const stage = await Stage.set({ house, region, programs: { pebble: program('pebble') } });
  const visitor = new Visitor(house, region.service.host);
  standIns(findings);
  await proveBoot(findings, stage, 'the pair of proxies', stage.those('provider-egress'));
  await release(stage, region, releases, 1);
  await proveBoot(findings, stage, 'hosts of the service', stage.those('ops', 'data', 'witness', 'entry', 'part-calendar'));
  const booted = stage.guests.filter((guest) => guest.running);
  await proveUnits(findings, 'boot', booted, 900);
  await provePair(findings, stage);
  await proveEntry(findings, visitor);
  await proveFilter(findings, visitor);
  await proveFlows(findings, stage);
  await proveRelease(findings, stage, region, releases, visitor);
  await proveBackup(findings, stage, region);
  const { rtoMinutes } = region.service.tier;
  await proveNothingLost(findings, stage, visitor, 'failover', 'the primary dies', rtoMinutes, async () => {
    const primary = await until(120, () => primaryOf(stage));
    if (primary === undefined) throw new Error('no primary to kill');
    await primary.kill();
  });
  await restart(stage);
  await proveNothingLost(findings, stage, visitor, 'zone', 'zone b is gone', rtoMinutes, async () => {
    for (const guest of booted.filter(({ zone }) => zone === 'b')) await guest.kill();
    stage.steer();
  });
  findings.skipped(
    'zone',
    'zone a is gone: the service goes on',
    'not shown: with two zones two of three votes on the primary stand in the first; what reads goes on, writes stop until it is back',
  );
  await restart(stage);
  await proveReboot(findings, stage, visitor, booted);
  await proveSecrets(findings, booted, region, readFileSync('/proc/sys/kernel/hostname', 'utf8').trim());
};

/** Whoever was killed comes back by himself, as the cloud would restart him. */
const restart = async (stage: Stage): Promise<void> => {
  await stage.start(stage.guests.filter((one) => one.booted > 0 && !one.running));
  await provePair(new Findings(), stage);
};

/** What is not what a region has; everything else in the proof is what is synthesized, or Debian's. */
const standIns = (findings: Findings): void => {
  const why = (what: string, instead: string): void => findings.skipped('stand-in', what, instead);
  why(
    'virtual machines',
    'guests share the kernel of this machine (systemd-nspawn): kernel settings but those of the network, AppArmor and the clock are not shown',
  );
  why(
    'Neutron, Nova, Octavia',
    'bridges, routers, DHCP, metadata, HAProxy and nftables of our own, by what the synthesized states say',
  );
  why("Let's Encrypt", 'Pebble, its own test server');
  why('names outside', "dnsmasq; the authority that signs the cloud's names is ours");
  why('PostgreSQL 16', "15, which Debian 12 has; PostgreSQL's own archive is not reached from here");
  why(
    'hosts of the part booking and of the backup',
    'not booted: the same user data as the other part but for names; objects are not part of this service',
  );
  why('Docker Hub', 'not reached: the page before the first release is not shown');
  why('mail, time, sign-in', 'no relay, no clock to set in a container, a service without sign-in');
};

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  },
);
