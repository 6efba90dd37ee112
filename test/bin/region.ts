import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

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
