import { named, type Reader } from './aws-facts-network';
import { type Fact, fact, type Transport } from './fact';
import type { Evidence, Resource } from './resource';
import { known, type Seen, seenAll, seenAs, seenAt, seenIn, switchSeen, textSeen, textSeenIn, unseen } from './seen';
import { targetsAt } from './pointer-target';
import { textAt, textsAt, type Value, valuesAt } from './value';

/** What entries, containers, functions and mail of AWS say. */
export const awsHostingFacts: Readonly<Record<string, Reader>> = {
  'AWS::ElasticLoadBalancingV2::LoadBalancer': (balancer, evidence) => entryFacts(balancer, evidence),
  'AWS::ElasticLoadBalancingV2::Listener': (listener, evidence) => listenerFacts(listener, evidence),
  'AWS::WAFv2::WebACL': (filter, evidence) => [
    fact(
      'logging',
      'entry',
      filter,
      named(evidence, filter, 'AWS::WAFv2::LoggingConfiguration', 'ResourceArn', () => known(true)),
    ),
  ],
  'AWS::ECS::TaskDefinition': (task) => [
    ...valuesAt(task.properties, 'ContainerDefinitions').flatMap((container) => containerFacts(task, container)),
    fact(
      'rights',
      'container',
      task,
      seenAs(textSeen(task, 'TaskRoleArn'), (role) => (role === '' ? 'everything' : 'named actions')),
      {
        at: 'TaskRoleArn',
      },
    ),
  ],
  'AWS::ECS::Service': (service) => [
    fact(
      'exposure',
      'container',
      service,
      seenAs(textSeen(service, 'NetworkConfiguration.AwsvpcConfiguration.AssignPublicIp'), (text) => text === 'ENABLED'),
      { at: 'NetworkConfiguration.AwsvpcConfiguration.AssignPublicIp' },
    ),
    fact(
      'spread',
      'container',
      service,
      seenAs(seenAt(service, 'NetworkConfiguration.AwsvpcConfiguration.Subnets'), (subnets) => new Set(subnets).size > 1),
      { at: 'NetworkConfiguration.AwsvpcConfiguration.Subnets' },
    ),
    fact('remoteLogin', 'container', service, switchSeen(service, 'EnableExecuteCommand'), { at: 'EnableExecuteCommand' }),
    fact(
      'pinning',
      'release',
      service,
      seenAs(
        seenAll(
          ['Enable', 'Rollback'].map((key) => switchSeen(service, `DeploymentConfiguration.DeploymentCircuitBreaker.${key}`)),
        ),
        (both) => both.every(Boolean),
      ),
      {
        at: 'DeploymentConfiguration.DeploymentCircuitBreaker',
      },
    ),
  ],
  'AWS::Lambda::Url': (url) => [
    fact(
      'exposure',
      'function',
      url,
      seenAs(textSeen(url, 'AuthType'), (type) => type !== 'AWS_IAM'),
      { at: 'AuthType' },
    ),
  ],
  'AWS::Lambda::Function': (code) => [
    ...(textAt(code.properties, 'PackageType') === 'Image'
      ? [fact('pinning', 'image', code, seenAs(textSeen(code, 'Code.ImageUri'), byDigest), { at: 'Code.ImageUri' })]
      : []),
  ],
  'AWS::SES::ConfigurationSet': (mail) => [
    fact(
      'transport',
      'mail',
      mail,
      seenAs(textSeen(mail, 'DeliveryOptions.TlsPolicy'), (text): Transport =>
        text === 'REQUIRE' ? 'TLS 1.2 or newer' : 'plain text',
      ),
      { at: 'DeliveryOptions.TlsPolicy' },
    ),
  ],
  'AWS::SES::EmailIdentity': (mail) => [
    fact('signature', 'mail', mail, switchSeen(mail, 'DkimAttributes.SigningEnabled'), { at: 'DkimAttributes.SigningEnabled' }),
  ],
  'AWS::CloudFront::Distribution': (service) => [fact('worldwide', 'entry', service, known(true))],
  'AWS::GlobalAccelerator::Accelerator': (service) => [fact('worldwide', 'entry', service, known(true))],
  'AWS::DynamoDB::GlobalTable': (service) => [fact('worldwide', 'database', service, known(true))],
  'AWS::ApiGateway::RestApi': (api) => [
    fact(
      'worldwide',
      'entry',
      api,
      seenAs(seenAt(api, 'EndpointConfiguration.Types'), (types) => types.length === 0 || types.includes('EDGE')),
      {
        at: 'EndpointConfiguration.Types',
      },
    ),
  ],
};

const isPublic = (balancer: Resource): boolean => textAt(balancer.properties, 'Scheme') !== 'internal';

const attribute = (resource: Resource, key: string): Seen<string> => {
  const all = seenAt(resource, 'LoadBalancerAttributes');
  if (!all.known) return all;
  const found = all.value.find((one) => textAt(one, 'Key') === key);
  return found === undefined ? known('') : textSeenIn(found, 'Value');
};

const entryFacts = (balancer: Resource, evidence: Evidence): readonly Fact[] => {
  const at = 'LoadBalancerAttributes';
  const isOn = (key: string): Seen<boolean> => seenAs(attribute(balancer, key), (text) => text === 'true');
  const kept = fact('deletionProtection', 'entry', balancer, isOn('deletion_protection.enabled'), { at });
  if (!isPublic(balancer) || textAt(balancer.properties, 'Type') === 'network') return [kept];
  return [
    fact(
      'filter',
      'entry',
      balancer,
      named(evidence, balancer, 'AWS::WAFv2::WebACLAssociation', 'ResourceArn', (one) => filters(one, evidence)),
    ),
    fact('logging', 'record store', balancer, isOn('access_logs.s3.enabled'), { at }),
    kept,
    fact('integrity', 'entry', balancer, isOn('routing.http.drop_invalid_header_fields.enabled'), { at }),
    fact(
      'spread',
      'entry',
      balancer,
      seenAs(seenAt(balancer, 'Subnets'), (subnets) => new Set(subnets).size > 1),
      { at: 'Subnets' },
    ),
  ];
};

/** A filter that only counts filters nothing. */
const filters = (association: Resource, evidence: Evidence): Seen<boolean> => {
  const [filter] = targetsAt(evidence, association, 'WebACLArn');
  if (filter === undefined) return unseen('its filter is not among these artefacts');
  return seenAs(seenAt(filter, 'Rules'), (rules) =>
    rules.some(
      (rule) =>
        valuesAt(rule, 'Statement.ManagedRuleGroupStatement').length > 0 && valuesAt(rule, 'OverrideAction.Count').length === 0,
    ),
  );
};

const listenerFacts = (listener: Resource, evidence: Evidence): readonly Fact[] => {
  const balancers = targetsAt(evidence, listener, 'LoadBalancerArn');
  const speaksTls = /^(TLS|HTTPS)$/.test(textAt(listener.properties, 'Protocol'));
  const isWithin = balancers.length > 0 && !balancers.some(isPublic);
  const isNetwork = balancers.some(({ properties }) => textAt(properties, 'Type') === 'network');
  // Within a network, and below HTTP, the parts themselves decide; TLS that is spoken there must still be strong.
  if ((isWithin || isNetwork) && !speaksTls) return [];
  const seen = seenAll([textSeen(listener, 'Protocol'), textSeen(listener, 'SslPolicy')]);
  return [
    fact(
      'transport',
      'entry',
      listener,
      seenAs(seen, ([protocol = '', policy = '']) => transportOf(listener, protocol, policy)),
      { at: textAt(listener.properties, 'Protocol') === 'HTTP' ? 'DefaultActions' : 'SslPolicy' },
    ),
  ];
};

const modern = /^ELBSecurityPolicy-(TLS13-1-[23]|TLS-1-2|FS-1-2)/;

const transportOf = (listener: Resource, protocol: string, policy: string): Transport => {
  if (protocol === 'HTTPS' || protocol === 'TLS') return modern.test(policy) ? 'TLS 1.2 or newer' : 'older TLS';
  return textsAt(listener.properties, 'DefaultActions.Type').every((type) => type === 'redirect')
    ? 'a redirect only'
    : 'plain text';
};

const byDigest = (image: string): boolean => /@sha256:[0-9a-f]{64}$/.test(image);

const containerFacts = (task: Resource, container: Value): readonly Fact[] => {
  const at = 'ContainerDefinitions';
  const text = (key: string): Seen<string> => textSeenIn(container, key);
  return [
    fact('pinning', 'image', task, seenAs(text('Image'), byDigest), { at: `${at}.Image` }),
    fact(
      'readOnly',
      'container',
      task,
      seenAs(text('ReadonlyRootFilesystem'), (value) => value === 'true'),
      { at },
    ),
    fact(
      'privilege',
      'container',
      task,
      seenAs(text('Privileged'), (value) => value === 'true'),
      { at },
    ),
    fact(
      'boundary',
      'container',
      task,
      seenAs(seenIn(container, 'LinuxParameters.Capabilities.Drop'), (dropped) => dropped.includes('ALL')),
      { at: `${at}.LinuxParameters` },
    ),
    fact(
      'rootUser',
      'container',
      task,
      seenAs(text('User'), (user) => /^(|0|root)(:|$)/.test(user)),
      { at },
    ),
    fact(
      'logging',
      'container',
      task,
      seenAs(text('LogConfiguration.LogDriver'), (driver) => driver !== '' && driver !== 'none'),
      {
        at: `${at}.LogConfiguration`,
      },
    ),
  ];
};
