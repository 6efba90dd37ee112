import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseAnswers } from '../../bin/init/answers';
import { blueprintText, type Gaps } from '../../bin/init/blueprint-text';
import { gapsOf } from '../../bin/init/gaps';
import { loadRegion, type Region } from '../../bin/workspace';
import type { Result } from '../../lib/model/problem';
import { renderLock } from '../../lib/plan/lock';
import { updateLock } from '../../lib/plan/lock-update';

const made: string[] = [];

afterAll(() => made.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

/** An empty folder that goes when the tests of the file are over. */
export const emptyFolder = (): string => {
  const folder = mkdtempSync(path.join(tmpdir(), 'sgc-test-'));
  made.push(folder);
  return folder;
};

/** A folder with a copy of the reference region and its lock, to be changed at will. */
export const regionFolder = (): string => {
  const folder = emptyFolder();
  for (const name of ['municipal.yaml', 'municipal.lock.json']) {
    cpSync(path.join(__dirname, '../../blueprints/reference', name), path.join(folder, name));
  }
  return folder;
};

/** Replaces text in a file of a folder; a text that is not there is a fault of the test. */
export const change = (folder: string, file: string, from: string, to: string): void => {
  const whole = path.join(folder, file);
  const before = readFileSync(whole, 'utf8');
  if (!before.includes(from)) throw new Error(`${file} does not hold ${from}`);
  writeFileSync(whole, before.replace(from, to));
};

/** A small region on both clouds, as someone would answer `sgc init`. */
export const answers = `region: demo
name: Demo town
country: DE
languages: [de, en]
contacts: { operations: it@demo.example, security: csirt@demo.example }
residency: { allowedCountries: [DE] }
tenants:
  town: { name: Demo town, inhabitants: 20000 }
identity:
  staff: { issuer: "https://idp.demo.example" }
  citizens: { scheme: eidas, issuer: "https://login.demo.example" }
hosting:
  appointments: { tenant: town, service: appointments@1, host: termine.demo.example, tier: A2 }
budget: { monthly: 3000, currency: EUR }
targets:
  aws: { cloud: aws-eu-central-1, accounts: { shared: "111122223333", town: "222233334444" } }
  openstack: { cloud: scs-reference }
accept: { owner: it, reason: taken knowingly at the start, expires: 2027-12-31 }
pipeline: github
`;

/** The region of the answers with one stage, on the targets named; its lock knows no state yet. */
export const smallRegion = (...targets: readonly ('aws' | 'openstack')[]): string => {
  const folder = emptyFolder();
  const write = (gaps: Gaps): Region => {
    writeFileSync(path.join(folder, 'small.yaml'), blueprintOf(targets, gaps));
    return right(loadRegion(folder, 'small.yaml'));
  };
  const region = write(gapsOf(write({})));
  writeFileSync(
    path.join(folder, 'small.lock.json'),
    renderLock(right(updateLock(region.blueprint.value, undefined, 'small.yaml'))),
  );
  return folder;
};

const blueprintOf = (targets: readonly string[], gaps: Gaps): string => {
  const { value } = right(parseAnswers('answers.yaml', answers));
  const chosen = Object.fromEntries(Object.entries(value.targets).filter(([id]) => targets.includes(id)));
  return blueprintText({ ...value, region: 'small', targets: chosen }, gaps).replace(/ {2}staging:\n.*\n.*\n/, '');
};

const right = <T>(result: Result<T>): T => {
  if (result.ok) return result.value;
  throw new Error(JSON.stringify(result.problems));
};
