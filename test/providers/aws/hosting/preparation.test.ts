import type { ServicePlan } from '../../../../lib/plan/service-plan';
import { needsPreparation, PreparationStack } from '../../../../lib/providers/aws/hosting/preparation';
import { only, sample, type Sample, serviceOf, templateOf } from '../stacks';

const preparation = (of: Sample, service: ServicePlan) =>
  templateOf((app) => new PreparationStack(app, `${service.name}-preparation`, { ...of, service }));
const arn = 'arn:aws:acm:eu-central-1:222233334444:certificate/00000000-0000-0000-0000-000000000000';

test('people find the name servers to delegate to, and a secret without a value to fill', () => {
  const of = sample();
  const template = preparation(of, serviceOf(of, 'kindergarten'));
  expect(only(template, 'AWS::Route53::HostedZone').Properties.Name).toBe('kindergarten.city.reference.example');
  const secret = only(template, 'AWS::SecretsManager::Secret');
  expect(secret.DeletionPolicy).toBe('RetainExceptOnCreate');
  expect(Object.keys(secret.Properties).sort()).toEqual(['Description', 'KmsKeyId', 'Name', 'Tags']);
  template.hasOutput('NameServers', {});
});

test('a service with neither sign-in nor delegated name needs nothing before it', () => {
  const of = sample();
  const target = { ...of.target, certificates: { ...of.target.certificates, appointments: arn } };
  expect(needsPreparation({ ...of, target, service: serviceOf(of, 'appointments') })).toBe(false);
  expect(needsPreparation({ ...of, service: serviceOf(of, 'appointments') })).toBe(true);
  expect(needsPreparation({ ...of, target, service: serviceOf(of, 'kindergarten') })).toBe(true);
});
