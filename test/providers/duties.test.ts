import { duties as aws } from '../../lib/providers/aws/duties';
import { duties as openstack } from '../../lib/providers/openstack/duties';
import { planOf } from '../plans';

const plan = planOf('reference/municipal.yaml');
const { aws: onAws, openstack: onOpenstack } = plan.targets;
if (onAws?.provider !== 'aws' || onOpenstack?.provider !== 'openstack') throw new Error('the reference region has both clouds');
const production = (list: readonly { readonly artefact: string; readonly text: string }[], service: string) =>
  list.filter(({ artefact }) => artefact.startsWith(`city-production/${service}`)).map(({ text }) => text);

test('on AWS each service has its name, its sign-in and its images to be completed', () => {
  expect(production(aws(plan, onAws), 'kindergarten')).toEqual([
    'Delegate kindergarten.city.reference.example to the name servers that reference-city-production-kindergarten-preparation printed.',
    'Write the client of kindergarten.city.reference.example into the secret reference-city-production-kindergarten-sign-in: JSON with clientId and clientSecret.',
    'Name the images of kindergarten: until then kindergarten.city.reference.example says that it is not installed yet.',
  ]);
  expect(production(aws(plan, onAws), 'appointments')).toHaveLength(2);
});

test('on AWS a certificate of its own needs no delegation, but an address', () => {
  const own = {
    ...onAws,
    certificates: { ...onAws.certificates, appointments: 'arn:aws:acm:eu-central-1:222233334444:certificate/x' },
  };
  expect(production(aws(plan, own), 'appointments')[0]).toBe(
    'Point appointments.city.reference.example to the address that reference-city-production-appointments printed.',
  );
});

test('on AWS mail leaves its sandbox once for each account that sends', () => {
  const mail = aws(plan, onAws).filter(({ text }) => text.includes('SES'));
  expect(mail.map(({ text }) => /account (\d+)/.exec(text)?.[1])).toEqual(['222233334444', '333344445555']);
});

test('the pre-shared key of a town hall is told to its other side, on both clouds', () => {
  const keys = [...aws(plan, onAws), ...openstack(plan, onOpenstack)].filter(({ text }) => text.includes('pre-shared'));
  expect([...new Set(keys.map(({ artefact }) => artefact))]).toEqual(['city-production/network', 'city-staging/network']);
  expect(keys.map(({ text }) => text).join()).toContain('Secrets Manager, city-production');
});

test('on OpenStack what the options leave open is told, and what they answer is not', () => {
  const open = openstack(plan, onOpenstack).map(({ text }) => text);
  expect(open.filter((text) => text.includes('options.'))).toHaveLength(3);
  const options = {
    ...onOpenstack.options,
    mailRelay: 'smtp.example:587',
    releaseKey: 'x',
    credentialExpiry: { a: '2027-01-01T00:00:00Z', b: '2027-06-01T00:00:00Z' },
  };
  const answered = openstack(plan, { ...onOpenstack, options }).map(({ text }) => text);
  expect(answered.filter((text) => text.includes('options.'))).toEqual([]);
  expect(production(openstack(plan, onOpenstack), 'kindergarten')[1]).toContain(
    'under the name reference-city-production-kindergarten-sign-in, in the key manager',
  );
});
