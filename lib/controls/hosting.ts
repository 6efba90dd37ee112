import type { Resource } from '../evidence/resource';
import { targetsAt } from '../evidence/pointer-target';
import { textAt, textsAt, textsIn, valuesAt } from '../evidence/value';
import type { JobPlan, QueuePlan, WebPlan, WorkerPlan } from '../plan/service-plan';
import { hosts } from './host-text';
import {
  all,
  type Controls,
  each,
  every,
  type Synthesis,
  forEach,
  none,
  nothing,
  ofKind,
  partsOf,
  type Placed,
  type Predicate,
  serviceOf,
  servicesWith,
} from './predicate';

const services = servicesWith();
const withJobs = servicesWith(({ jobs }) => Object.keys(jobs).length > 0);
const withQueues = servicesWith(({ queues }) => Object.keys(queues).length > 0);
const withMail = servicesWith(({ mail }) => mail.enabled);

const named = ({ space, item }: Placed<{ readonly name: string }>): string => `${item.name} of ${space}`;
const isPublic = ({ properties }: Resource): boolean => textAt(properties, 'Scheme') === 'internet-facing';

const listens = (port: string, test: (listener: Resource) => boolean): Predicate =>
  each(
    services,
    'AWS::ElasticLoadBalancingV2::Listener',
    (listener, { evidence }) =>
      textAt(listener.properties, 'Port') === port &&
      targetsAt(evidence, listener, 'LoadBalancerArn').some(isPublic) &&
      test(listener),
  );

/** Nothing older than TLS 1.2; plain HTTP only says where to go. */
const awsTls: Predicate = all(
  listens(
    '443',
    ({ properties }) =>
      textAt(properties, 'Protocol') === 'HTTPS' &&
      /TLS13|TLS-1-2|1-3/.test(textAt(properties, 'SslPolicy')) &&
      valuesAt(properties, 'Certificates.CertificateArn').length > 0,
  ),
  listens('80', ({ properties }) => textsAt(properties, 'DefaultActions.Type').every((type) => type === 'redirect')),
  every('AWS::CertificateManager::Certificate', ({ properties }) => textAt(properties, 'ValidationMethod') === 'DNS'),
);

const awsWaf: Predicate = all(
  each(services, 'AWS::WAFv2::WebACL', ({ properties }) => {
    const rules = valuesAt(properties, 'Rules');
    const managed = rules.some((rule) => valuesAt(rule, 'Statement.ManagedRuleGroupStatement').length > 0);
    return managed && rules.some((rule) => valuesAt(rule, 'Statement.RateBasedStatement').length > 0);
  }),
  each(services, 'AWS::WAFv2::WebACLAssociation', (association, { evidence }) =>
    targetsAt(evidence, association, 'ResourceArn').some(isPublic),
  ),
  each(services, 'AWS::WAFv2::LoggingConfiguration'),
);

const longRunning = (synthesis: Synthesis): readonly Placed<WebPlan | WorkerPlan>[] => [
  ...partsOf<WebPlan | WorkerPlan>(({ web }) => web)(synthesis),
  ...partsOf<WebPlan | WorkerPlan>(({ workers }) => workers)(synthesis),
];

const byDigest = (image: string): boolean => /@sha256:[0-9a-f]{64}$/.test(image);

const awsContainers: Predicate = all(
  every(
    'AWS::ECS::TaskDefinition',
    ({ properties }) =>
      textsAt(properties, 'ContainerDefinitions.Image').every(byDigest) &&
      valuesAt(properties, 'ContainerDefinitions').every(
        (container) =>
          textAt(container, 'ReadonlyRootFilesystem') === 'true' &&
          textAt(container, 'Privileged') !== 'true' &&
          !/^(|0|root)(:|$)/.test(textAt(container, 'User')),
      ),
  ),
  forEach(
    longRunning,
    'AWS::ECS::Service',
    ({ artefact, properties }, { space, item }) =>
      artefact.space === space &&
      textAt(properties, 'ServiceName') === item.name &&
      textAt(properties, 'NetworkConfiguration.AwsvpcConfiguration.AssignPublicIp') === 'DISABLED',
    named,
  ),
);

/** Hosts of the parts: behind groups, spread over machines, with no public address of their own. */
const openstackContainers: Predicate = all(
  each(
    services,
    'compute_instance_v2',
    ({ properties }, synthesis) =>
      valuesAt(properties, 'scheduler_hints.group').length > 0 && hosts('podman')({ properties } as Resource, synthesis),
  ),
  every('compute_servergroup_v2', ({ properties }) =>
    textsAt(properties, 'policies').every((policy) => policy === 'anti-affinity'),
  ),
  none('networking_floatingip_v2', (address, { evidence }) =>
    targetsAt(evidence, address, 'port_id').some((port) => isHostPort(evidence, port) && port.artefact.kind === 'service'),
  ),
);

const isHostPort = (evidence: Synthesis['evidence'], port: Resource): boolean =>
  evidence.ofType('compute_instance_v2').some((host) => targetsAt(evidence, host, 'network.port').includes(port));

const scaled: Predicate = forEach(
  longRunning,
  'AWS::ApplicationAutoScaling::ScalableTarget',
  (limits, { space, item }, { evidence }) =>
    limits.artefact.space === space &&
    targetsAt(evidence, limits, 'ResourceId').some(({ properties }) => textAt(properties, 'ServiceName') === item.name) &&
    textAt(limits.properties, 'MinCapacity') === String(item.instances.min) &&
    textAt(limits.properties, 'MaxCapacity') === String(item.instances.max),
  named,
);

const jobsOf = partsOf<JobPlan>(({ jobs }) => jobs);
const queuesOf = partsOf<QueuePlan>(({ queues }) => queues);

const awsQueues: Predicate = all(
  forEach(
    queuesOf,
    'AWS::SQS::Queue',
    ({ id, artefact, properties }, { space, item }) =>
      artefact.space === space &&
      id.includes(item.id) &&
      Number(textAt(properties, 'RedrivePolicy.maxReceiveCount')) === item.maxReceives,
    named,
  ),
  every('AWS::SQS::Queue', ({ properties }) => textAt(properties, 'KmsMasterKeyId') !== ''),
);

/** No value of a secret stands in a template; every one of them turns. */
const awsSecrets: Predicate = all(
  every(
    'AWS::SecretsManager::Secret',
    ({ properties }) => properties.SecretString === undefined && textAt(properties, 'KmsKeyId') !== '',
  ),
  each(
    servicesWith(({ secrets }) => Object.values(secrets).some(({ purpose }) => purpose === 'session')),
    'AWS::SecretsManager::RotationSchedule',
    ({ properties }) => Number(textAt(properties, 'RotationRules.AutomaticallyAfterDays')) > 0,
  ),
  none('AWS::RDS::DBInstance', ({ properties }) => properties.MasterUserPassword !== undefined),
);

/** Values are born on the hosts: no payload, no password, no private key in a state. */
const openstackSecrets: Predicate = all(
  each(services, 'identity_application_credential_v3'),
  none(['keymanager_secret_v1'], ({ properties }) => properties.payload !== undefined),
  none(
    'compute_instance_v2',
    ({ properties }) =>
      properties.admin_pass !== undefined || textsIn(properties).some((text) => text.includes('PRIVATE KEY-----')),
  ),
  none('compute_keypair_v2', ({ properties }) => properties.public_key === undefined),
);

const awsWatch: Predicate = all(
  each(services, 'AWS::CloudWatch::Dashboard'),
  each(
    services,
    'AWS::CloudWatch::Alarm',
    isOfAlarms,
    (artefact, synthesis) => Object.keys(serviceOf(artefact, synthesis)?.alarms ?? {}).length,
  ),
  every(
    'AWS::CloudWatch::Alarm',
    ({ properties }) =>
      textsAt(properties, 'AlarmActions').length > 0 && /runbooks\//.test(textAt(properties, 'AlarmDescription')),
  ),
);

function isOfAlarms({ properties }: Resource): boolean {
  return textAt(properties, 'AlarmName') !== '';
}

export const hostingControls: Controls<'hosting'> = {
  'hosting.entry': {
    aws: each(services, 'AWS::ElasticLoadBalancingV2::LoadBalancer', isPublic),
    openstack: each(services, 'networking_floatingip_v2', (address, { evidence }) =>
      targetsAt(evidence, address, 'port_id').some((port) =>
        evidence.ofType('lb_loadbalancer_v2').some((balancer) => targetsAt(evidence, balancer, 'vip_port_id').includes(port)),
      ),
    ),
  },
  'hosting.tls': {
    aws: awsTls,
    openstack: each(services, 'compute_instance_v2', hosts('certbot', 'SSLProtocol -all +TLSv1.2 +TLSv1.3'), () => 2),
  },
  'hosting.waf': {
    aws: awsWaf,
    openstack: each(services, 'compute_instance_v2', hosts('modsecurity-crs', 'SecRuleEngine On'), () => 2),
  },
  'hosting.compute': { aws: awsContainers, openstack: openstackContainers },
  'hosting.scaling': { aws: scaled, openstack: nothing },
  'hosting.images': {
    aws: each(
      services,
      'AWS::ECR::Repository',
      ({ properties }) =>
        textAt(properties, 'ImageTagMutability') === 'IMMUTABLE' &&
        textAt(properties, 'ImageScanningConfiguration.ScanOnPush') === 'true',
    ),
    openstack: each(services, 'compute_instance_v2', hosts("'podman', 'pull'")),
  },
  'hosting.release': {
    aws: each(
      services,
      'AWS::ECS::Service',
      ({ properties }) => textAt(properties, 'DeploymentConfiguration.DeploymentCircuitBreaker.Rollback') === 'true',
    ),
    openstack: all(
      each(services, 'compute_instance_v2', hosts('follow-release', '-verify')),
      each(services, 'objectstorage_container_v1', ({ properties }) => textAt(properties, 'name').endsWith('-release')),
    ),
  },
  'hosting.jobs': {
    aws: forEach(
      jobsOf,
      'AWS::Scheduler::Schedule',
      ({ artefact, properties }, { space, item }) =>
        artefact.space === space &&
        textAt(properties, 'Description').includes(item.name) &&
        valuesAt(properties, 'Target.DeadLetterConfig').length > 0,
      named,
    ),
    openstack: each(withJobs, 'compute_instance_v2', hosts('OnCalendar=')),
  },
  'hosting.queue': {
    aws: awsQueues,
    openstack: each(withQueues, 'compute_instance_v2', hosts('x-queue-type'), () => 3),
  },
  'hosting.secrets': { aws: awsSecrets, openstack: openstackSecrets },
  'hosting.mail': {
    aws: all(
      each(
        withMail,
        'AWS::SES::EmailIdentity',
        ({ properties }) => textAt(properties, 'DkimAttributes.SigningEnabled') === 'true',
      ),
      each(
        withMail,
        'AWS::SES::ConfigurationSet',
        ({ properties }) => textAt(properties, 'DeliveryOptions.TlsPolicy') === 'REQUIRE',
      ),
    ),
    openstack: each(withMail, 'compute_instance_v2', hosts('/etc/postfix/main.cf')),
  },
  'hosting.observability': {
    aws: awsWatch,
    openstack: each(ofKind('service'), 'compute_instance_v2', hosts('prometheus-alertmanager')),
  },
};
