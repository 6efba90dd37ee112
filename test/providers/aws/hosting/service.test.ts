import type { Template } from 'aws-cdk-lib/assertions';
import type { ServicePlan } from '../../../../lib/plan/service-plan';
import { actionsOf, ofType, only, type Resource, type Sample, sample, serviceOf, serviceTemplate, statementsOf } from '../stacks';

/** Resources by type of the kindergarten application, the richest of the reference services. */
const counts: Readonly<Record<string, number>> = {
  'AWS::ApplicationAutoScaling::ScalableTarget': 3,
  'AWS::ApplicationAutoScaling::ScalingPolicy': 4,
  'AWS::CertificateManager::Certificate': 1,
  'AWS::CloudWatch::Alarm': 8,
  'AWS::CloudWatch::Dashboard': 1,
  'AWS::Cognito::UserPool': 1,
  'AWS::Cognito::UserPoolClient': 1,
  'AWS::Cognito::UserPoolDomain': 1,
  'AWS::Cognito::UserPoolIdentityProvider': 1,
  'AWS::EC2::VPCEndpoint': 1,
  'AWS::ECR::Repository': 4,
  'AWS::ECS::Cluster': 1,
  'AWS::ECS::Service': 3,
  'AWS::ECS::TaskDefinition': 4,
  'AWS::ElasticLoadBalancingV2::Listener': 2,
  'AWS::ElasticLoadBalancingV2::ListenerRule': 2,
  'AWS::ElasticLoadBalancingV2::LoadBalancer': 1,
  'AWS::ElasticLoadBalancingV2::TargetGroup': 2,
  'AWS::KMS::Key': 1,
  'AWS::Lambda::Function': 1,
  'AWS::RDS::DBInstance': 1,
  'AWS::S3::Bucket': 1,
  'AWS::SES::EmailIdentity': 1,
  'AWS::SQS::Queue': 3,
  'AWS::Scheduler::Schedule': 1,
  'AWS::SecretsManager::RotationSchedule': 2,
  'AWS::SecretsManager::Secret': 1,
  'AWS::WAFv2::WebACL': 1,
};

describe('the kindergarten application', () => {
  let of: Sample;
  let service: ServicePlan;
  let template: Template;
  beforeAll(() => {
    of = sample();
    service = serviceOf(of, 'kindergarten');
    template = serviceTemplate(of, service);
  });
  const properties = (type: string): Record<string, unknown> => only(template, type).Properties;
  const attributes = (resource: Resource): Record<string, string> =>
    Object.fromEntries(
      (resource.Properties.LoadBalancerAttributes as { Key: string; Value: string }[]).map(({ Key, Value }) => [Key, Value]),
    );

  test.each(Object.entries(counts))('has %s × %d', (type, count) => {
    template.resourceCountIs(type, count);
  });

  test('its database is private, encrypted, in two zones, restorable for weeks, and cannot be deleted by mistake', () => {
    const database = only(template, 'AWS::RDS::DBInstance');
    expect(database).toMatchObject({ DeletionPolicy: 'Snapshot', UpdateReplacePolicy: 'Retain' });
    expect(database.Properties).toMatchObject({
      Engine: 'postgres',
      EngineVersion: '16',
      MultiAZ: true,
      StorageEncrypted: true,
      PubliclyAccessible: false,
      DeletionProtection: true,
      BackupRetentionPeriod: 35,
      EnableIAMDatabaseAuthentication: true,
      EnableCloudwatchLogsExports: ['postgresql', 'upgrade'],
      AllocatedStorage: '50',
      MaxAllocatedStorage: 200,
      MonitoringInterval: 60,
      EnablePerformanceInsights: true,
    });
    expect(properties('AWS::RDS::DBParameterGroup').Parameters).toMatchObject({ 'rds.force_ssl': '1' });
    expect((properties('AWS::RDS::DBSubnetGroup').SubnetIds as unknown[]).map((id) => JSON.stringify(id))).toEqual(
      ['data-a', 'data-b'].map((subnet) => `{"Fn::ImportValue":"city-production:subnet-${subnet}"}`),
    );
  });

  test('no password, key or client secret stands in the template', () => {
    const text = JSON.stringify(template.toJSON());
    expect(properties('AWS::RDS::DBInstance')).not.toHaveProperty('MasterUserPassword');
    expect(properties('AWS::RDS::DBInstance').ManageMasterUserPassword).toBe(true);
    expect(text).not.toMatch(/"(?:SecretString|Password|PreSharedKey)":/);
    expect(properties('AWS::Cognito::UserPoolIdentityProvider').ProviderDetails).toMatchObject({
      client_secret: '{{resolve:secretsmanager:reference-city-production-kindergarten-sign-in:SecretString:clientSecret::}}',
      client_id: '{{resolve:secretsmanager:reference-city-production-kindergarten-sign-in:SecretString:clientId::}}',
      oidc_issuer: 'https://login.reference.example',
    });
  });

  test('the session secret is born in the cloud and rotated by a function of its own', () => {
    expect(properties('AWS::SecretsManager::Secret').GenerateSecretString).toEqual({
      ExcludePunctuation: true,
      PasswordLength: 64,
    });
    const schedules = Object.values(ofType(template, 'AWS::SecretsManager::RotationSchedule')).map(
      (schedule) => schedule.Properties,
    );
    expect(schedules.filter((schedule) => 'RotationLambdaARN' in schedule)).toHaveLength(1);
    expect(schedules.map((schedule) => schedule.RotationRules)).toEqual([
      { AutomaticallyAfterDays: 90 },
      { AutomaticallyAfterDays: 90 },
    ]);
  });

  test('its entry is dual-stack, protected, recorded, and speaks TLS 1.2 and newer', () => {
    const balancer = only(template, 'AWS::ElasticLoadBalancingV2::LoadBalancer');
    expect(balancer.Properties).toMatchObject({ Scheme: 'internet-facing', IpAddressType: 'dualstack' });
    expect(attributes(balancer)).toMatchObject({
      'access_logs.s3.enabled': 'true',
      'deletion_protection.enabled': 'true',
      'routing.http.drop_invalid_header_fields.enabled': 'true',
    });
    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::Listener', {
      Port: 443,
      Protocol: 'HTTPS',
      SslPolicy: 'ELBSecurityPolicy-TLS13-1-2-Res-2021-06',
    });
    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::Listener', {
      Port: 80,
      DefaultActions: [{ Type: 'redirect', RedirectConfig: { Protocol: 'HTTPS' } }],
    });
  });

  test('whatever matches no rule of the entry is refused, and every rule asks for sign-in first', () => {
    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::Listener', {
      Port: 443,
      DefaultActions: [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '404' } }],
    });
    const rules = Object.values(ofType(template, 'AWS::ElasticLoadBalancingV2::ListenerRule')).map(
      (rule) =>
        rule.Properties as { Actions: { Type: string; AuthenticateCognitoConfig?: { OnUnauthenticatedRequest: string } }[] },
    );
    expect(rules.map((rule) => rule.Actions.map((action) => action.Type))).toEqual([
      ['authenticate-cognito', 'forward'],
      ['authenticate-cognito', 'forward'],
    ]);
    expect(rules.map((rule) => rule.Actions[0]?.AuthenticateCognitoConfig?.OnUnauthenticatedRequest).sort()).toEqual([
      'authenticate',
      'deny',
    ]);
  });

  test('the filter limits requests and knows the common attacks', () => {
    const { Rules, Scope } = properties('AWS::WAFv2::WebACL') as {
      Scope: string;
      Rules: { Statement: { RateBasedStatement?: { Limit: number }; ManagedRuleGroupStatement?: { Name: string } } }[];
    };
    expect(Scope).toBe('REGIONAL');
    expect(
      Rules.map((rule) => rule.Statement.RateBasedStatement?.Limit ?? rule.Statement.ManagedRuleGroupStatement?.Name),
    ).toEqual([
      2000,
      'AWSManagedRulesAmazonIpReputationList',
      'AWSManagedRulesCommonRuleSet',
      'AWSManagedRulesKnownBadInputsRuleSet',
      'AWSManagedRulesSQLiRuleSet',
    ]);
    template.resourceCountIs('AWS::WAFv2::WebACLAssociation', 1);
    template.resourceCountIs('AWS::WAFv2::LoggingConfiguration', 1);
  });

  test('containers run by digest, not as root, read-only, without rights and without a public address', () => {
    for (const task of Object.values(ofType(template, 'AWS::ECS::TaskDefinition'))) {
      const [container] = task.Properties.ContainerDefinitions as Record<string, unknown>[];
      expect(container).toMatchObject({
        User: '10001:10001',
        ReadonlyRootFilesystem: true,
        Privileged: false,
        LinuxParameters: { Capabilities: { Drop: ['ALL'] } },
      });
      expect(container?.Image).toMatch(/@sha256:[0-9a-f]{64}$/);
      expect(container).not.toHaveProperty('Secrets');
    }
    for (const running of Object.values(ofType(template, 'AWS::ECS::Service'))) {
      expect(running.Properties).toMatchObject({
        NetworkConfiguration: { AwsvpcConfiguration: { AssignPublicIp: 'DISABLED' } },
        EnableExecuteCommand: false,
        DeploymentConfiguration: { DeploymentCircuitBreaker: { Enable: true, Rollback: true }, MinimumHealthyPercent: 100 },
      });
    }
  });

  test("capacity follows demand within the plan's limits", () => {
    const limits = Object.entries(ofType(template, 'AWS::ApplicationAutoScaling::ScalableTarget')).map(([id, target]) => [
      id.replace(/^compute(.*)Limits.*$/, '$1'),
      target.Properties.MinCapacity,
      target.Properties.MaxCapacity,
    ]);
    const planned = [...Object.values(service.web), ...Object.values(service.workers)].map((part) => [
      part.id,
      part.instances.min,
      part.instances.max,
    ]);
    expect(limits.sort()).toEqual(planned.sort());
  });

  test('the page shows forms only: it opens no data, and the database does not open to it', () => {
    expect(actionsOf(statementsOf(template, 'computeformWorker'))).toEqual([
      'kms:Decrypt',
      'kms:GenerateDataKey',
      'secretsmanager:GetSecretValue',
    ]);
    expect(actionsOf(statementsOf(template, 'computeapiWorker'))).toEqual([
      'kms:Decrypt',
      'kms:GenerateDataKey',
      'rds-db:connect',
      's3:AbortMultipartUpload',
      's3:DeleteObject',
      's3:GetObject',
      's3:ListBucket',
      's3:PutObject',
      'secretsmanager:GetSecretValue',
      'ses:SendEmail',
      'ses:SendRawEmail',
      'sqs:GetQueueAttributes',
      'sqs:SendMessage',
    ]);
    const intoDatabase = Object.values(ofType(template, 'AWS::EC2::SecurityGroupIngress')).filter(
      (rule) => rule.Properties.FromPort === 5432,
    );
    expect(intoDatabase.map((rule) => rule.Properties.Description).sort()).toEqual([
      'api to database places',
      'checks to database places',
      'ranking to database places',
    ]);
    expect(intoDatabase.every((rule) => !('CidrIp' in rule.Properties))).toBe(true);
  });

  test('only the worker takes from its queue', () => {
    const receiving = ['form', 'api', 'checks'].filter((part) =>
      actionsOf(statementsOf(template, `compute${part}Worker`)).includes('sqs:ReceiveMessage'),
    );
    expect(receiving).toEqual(['checks']);
    expect(actionsOf(statementsOf(template, 'jobsrankingWorker'))).not.toContain('sqs:ReceiveMessage');
  });

  test('no machine may use a key but through a named service, or act on everything', () => {
    for (const statement of statementsOf(template, '')) {
      const actions = [statement.Action].flat();
      if (actions.some((action) => action.startsWith('kms:')))
        expect(statement.Condition).toHaveProperty('StringLike.kms:ViaService');
      if (statement.Resource === '*')
        expect(['ecr:GetAuthorizationToken', 'secretsmanager:GetRandomPassword']).toEqual(expect.arrayContaining(actions));
      expect(actions.filter((action) => action.includes('*'))).toEqual([]);
    }
  });

  test('queues are encrypted, refuse plain connections, and hand what fails to dead letters', () => {
    for (const queue of Object.values(ofType(template, 'AWS::SQS::Queue')))
      expect(queue.Properties).toHaveProperty('KmsMasterKeyId');
    template.resourceCountIs('AWS::SQS::QueuePolicy', 3);
    template.hasResourceProperties('AWS::SQS::Queue', {
      RedrivePolicy: { maxReceiveCount: 5 },
      VisibilityTimeout: 300,
      MessageRetentionPeriod: 1_209_600,
    });
  });

  test('the job starts on its schedule, in the app tier, and a missed start becomes a dead letter', () => {
    expect(properties('AWS::Scheduler::Schedule')).toMatchObject({
      ScheduleExpression: 'cron(0 2 * * ? *)',
      ScheduleExpressionTimezone: 'UTC',
      Target: {
        DeadLetterConfig: {},
        EcsParameters: { LaunchType: 'FARGATE', NetworkConfiguration: { AwsvpcConfiguration: { AssignPublicIp: 'DISABLED' } } },
      },
    });
  });

  test('mail is signed, over TLS only, and from one address only', () => {
    expect(properties('AWS::SES::EmailIdentity')).toMatchObject({
      EmailIdentity: service.host,
      DkimAttributes: { SigningEnabled: true },
    });
    expect(properties('AWS::SES::ConfigurationSet').DeliveryOptions).toEqual({ TlsPolicy: 'REQUIRE' });
    const sending = statementsOf(template, '').filter((statement) => [statement.Action].flat().includes('ses:SendEmail'));
    expect(sending.length).toBeGreaterThan(0);
    for (const statement of sending)
      expect(statement.Condition).toEqual({ StringEquals: { 'ses:FromAddress': service.mail.sender } });
  });

  test('every alarm tells people and names its run-book', () => {
    const alarms = Object.values(ofType(template, 'AWS::CloudWatch::Alarm')).map((alarm) => alarm.Properties);
    for (const alarm of alarms) {
      expect(alarm.AlarmActions).toEqual([{ 'Fn::ImportValue': 'reference-city:alarms' }]);
      expect(alarm.AlarmDescription).toMatch(/What to do: runbooks\/[a-z-]+\.md$/);
    }
    const thresholds = Object.fromEntries(
      alarms.map((alarm) => [/runbooks\/(.*)\.md/.exec(String(alarm.AlarmDescription))?.[1], alarm.Threshold]),
    );
    expect(thresholds).toEqual({
      certificate: 30,
      'database-space': 5 * 1024 ** 3,
      'dead-letters': 1,
      errors: 1,
      'queue-age': 900,
      slow: 2,
      unhealthy: 1,
    });
  });

  test('every log group ends and has the key of the service', () => {
    for (const group of Object.values(ofType(template, 'AWS::Logs::LogGroup'))) {
      expect(group.Properties).toMatchObject({
        RetentionInDays: 90,
        KmsKeyId: { 'Fn::GetAtt': [expect.stringMatching(/^key/), 'Arn'] },
      });
    }
  });

  test('nothing but names crosses the edge of the stack', () => {
    const parameters = Object.keys((template.toJSON() as { Parameters?: Record<string, unknown> }).Parameters ?? {});
    expect(parameters).toEqual(['BootstrapVersion']);
  });
});

test('a service without a sign-in, mail, queue or documents has none of them', () => {
  const of = sample();
  const template = serviceTemplate(of, { ...serviceOf(of, 'appointments'), mail: { enabled: false, sender: '' } });
  for (const type of ['AWS::Cognito::UserPool', 'AWS::SES::EmailIdentity', 'AWS::S3::Bucket']) template.resourceCountIs(type, 0);
  const rules = Object.values(ofType(template, 'AWS::ElasticLoadBalancingV2::ListenerRule')).map((rule) =>
    (rule.Properties.Actions as { Type: string }[]).map((action) => action.Type),
  );
  expect(rules).toEqual([['forward'], ['forward']]);
});

test('a certificate of the region is used as it is, and its name stays with the region', () => {
  const of = sample();
  const arn = 'arn:aws:acm:eu-central-1:222233334444:certificate/00000000-0000-0000-0000-000000000000';
  const target = { ...of.target, certificates: { ...of.target.certificates, kindergarten: arn } };
  const template = serviceTemplate({ ...of, target }, serviceOf(of, 'kindergarten'));
  template.resourceCountIs('AWS::CertificateManager::Certificate', 0);
  template.hasResourceProperties('AWS::ElasticLoadBalancingV2::Listener', { Port: 443, Certificates: [{ CertificateArn: arn }] });
  const records = Object.values(ofType(template, 'AWS::Route53::RecordSet')).map((record) =>
    JSON.stringify(record.Properties.HostedZoneId),
  );
  expect(new Set(records)).toEqual(new Set(['{"Fn::ImportValue":"city-production:private-zone"}']));
});

test('an identity provider that speaks SAML is asked by its metadata', () => {
  const of = sample();
  const plan = {
    ...of.plan,
    identity: { ...of.plan.identity, citizens: { ...of.plan.identity.citizens, protocol: 'saml' as const } },
  };
  const template = serviceTemplate({ ...of, plan }, serviceOf(of, 'kindergarten'));
  expect(only(template, 'AWS::Cognito::UserPoolIdentityProvider').Properties).toMatchObject({
    ProviderType: 'SAML',
    ProviderDetails: { MetadataURL: 'https://login.reference.example' },
  });
});

test('a released part runs its own image without our page', () => {
  const image = `registry.example/form@sha256:${'a'.repeat(64)}`;
  const of = sample('city-production', (blueprint) => {
    (blueprint.hosting as Record<string, Record<string, unknown>>).kindergarten = {
      ...(blueprint.hosting as Record<string, Record<string, unknown>>).kindergarten,
      images: { form: image },
    };
  });
  const tasks = Object.entries(ofType(serviceTemplate(of, serviceOf(of, 'kindergarten')), 'AWS::ECS::TaskDefinition'));
  const containers = tasks.flatMap(([, task]) => task.Properties.ContainerDefinitions as Record<string, unknown>[]);
  expect(containers.filter((container) => !('Command' in container)).map((container) => container.Image)).toEqual([image]);
});

test('a small stage has one copy of its database', () => {
  const of = sample('city-staging');
  expect(only(serviceTemplate(of, serviceOf(of, 'kindergarten')), 'AWS::RDS::DBInstance').Properties).toMatchObject({
    MultiAZ: false,
  });
});

test('an ephemeral service can be destroyed whole', () => {
  const of = sample('city-production', (blueprint) => {
    blueprint.lifecycle = 'ephemeral';
    blueprint.dataset = 'synthetic';
  });
  const template = serviceTemplate(of, serviceOf(of, 'kindergarten'));
  const kept = Object.values(template.toJSON().Resources as Record<string, Resource>).filter(
    (resource) => !['Delete', undefined].includes(resource.DeletionPolicy),
  );
  expect(kept).toEqual([]);
  expect(only(template, 'AWS::RDS::DBInstance').Properties.DeletionProtection).toBe(false);
  expect(only(template, 'AWS::Cognito::UserPool').Properties.DeletionProtection).toBe('INACTIVE');
});

test('a release with another port replaces no target group', () => {
  const of = sample();
  const service = serviceOf(of, 'kindergarten');
  const released = Object.fromEntries(Object.entries(service.web).map(([id, part]) => [id, { ...part, port: part.port + 1 }]));
  const groups = (template: Template): string => JSON.stringify(ofType(template, 'AWS::ElasticLoadBalancingV2::TargetGroup'));
  expect(groups(serviceTemplate(of, { ...service, web: released }))).toBe(groups(serviceTemplate(of, service)));
});
