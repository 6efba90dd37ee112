import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { openSession } from '../../../bin/cloud/openstack-session';
import { straysAmong } from '../../../bin/deploy/stray';
import { type Answers, FakeCloud, tokenBody } from '../cloud/fake-cloud';
import { emptyFolder } from '../region';

const mine = 'project-1';
let cloud: FakeCloud;

beforeAll(async () => {
  const answers: Answers = {
    'GET /net/v2.0/ports': {
      body: {
        ports: [
          { id: 'p-1', name: 'host-a', project_id: mine },
          { id: 'p-2', name: 'host-b', project_id: 'another' },
          { id: 'p-3', name: 'twice', project_id: mine },
          { id: 'p-4', name: 'twice', project_id: mine },
        ],
      },
    },
    'GET /dns/v2/recordsets': {
      body: {
        recordsets: [
          { id: 'r-1', zone_id: 'z-1', name: 'host.example.', type: 'A', project_id: mine },
          { id: 'r-2', zone_id: 'z-1', name: 'host.example.', type: 'CAA', project_id: mine },
          { id: 'r-3', zone_id: 'z-2', name: 'host.example.', type: 'A', project_id: 'another' },
        ],
      },
    },
    'GET /v3/users/user-1/application_credentials': {
      body: { application_credentials: [{ id: 'c-1', name: 'host-a', project_id: mine }] },
    },
  };
  cloud = await FakeCloud.start(answers);
  answers['POST /v3/auth/tokens'] = tokenBody({
    network: `${cloud.url}/net`,
    identity: `${cloud.url}/v3`,
    dns: `${cloud.url}/dns`,
  });
});
afterAll(() => cloud.stop());

const resources = {
  openstack_networking_port_v2: {
    a: { name: 'host-a' },
    b: { name: 'host-b' },
    both: { name: 'twice' },
    none: { name: 'never-made' },
    late: { name: '${later}' },
  },
  openstack_identity_application_credential_v3: { host: { name: 'host-a' } },
  openstack_dns_recordset_v2: {
    address: { name: 'host.example.', type: 'A' },
    authorities: { name: 'host.example.', type: 'CAA' },
    mail: { name: 'host.example.', type: 'MX' },
  },
  openstack_compute_keypair_v2: { key: { name: 'host-a' } },
};

test('finds what is there once and is our own, and leaves the rest alone', async () => {
  const folder = emptyFolder();
  const auth = {
    auth_url: `${cloud.url}/v3`,
    username: 'alice',
    password: 'secret',
    user_domain_name: 'd',
    project_name: 'city',
    project_domain_name: 'd',
  };
  writeFileSync(path.join(folder, 'clouds.yaml'), JSON.stringify({ clouds: { city: { auth, region_name: 'RegionOne' } } }));
  const session = await openSession({ cwd: folder, env: {} }, 'city');
  if (!session.ok) throw new Error(JSON.stringify(session.problems));
  const addresses = Object.entries(resources).flatMap(([type, ofType]) => Object.keys(ofType).map((id) => `${type}.${id}`));
  expect(await straysAmong(session.value, resources, addresses)).toEqual([
    { address: 'openstack_networking_port_v2.a', id: 'p-1' },
    { address: 'openstack_identity_application_credential_v3.host', id: 'c-1' },
    { address: 'openstack_dns_recordset_v2.address', id: 'z-1/r-1' },
    { address: 'openstack_dns_recordset_v2.authorities', id: 'z-1/r-2' },
  ]);
});
