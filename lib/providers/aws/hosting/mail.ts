import { ArnFormat, CfnOutput, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { CfnRecordSet } from 'aws-cdk-lib/aws-route53';
import { CfnConfigurationSet, CfnEmailIdentity } from 'aws-cdk-lib/aws-ses';
import { Construct } from 'constructs';
import { nameOf } from '../../../plan/name';
import type { ServicePlan } from '../../../plan/service-plan';

export interface MailProps {
  readonly service: ServicePlan;
  /** The delegated public zone of the host; null when the region keeps it. */
  readonly zoneId: string | null;
}

/** Mail to citizens under the service's own domain: signed, over TLS only, and from one address only. */
export class Mail extends Construct {
  readonly environment: Readonly<Record<string, string>>;
  readonly statements: readonly PolicyStatement[];

  constructor(scope: Construct, id: string, props: MailProps) {
    super(scope, id);
    const { sender } = props.service.mail;
    const set = this.createConfiguration(nameOf('mailSet', props.service.name));
    const identity = this.createIdentity(domainOf(sender), set.ref);
    if (props.zoneId === null) this.tellRecords(identity);
    else this.writeRecords(identity, domainOf(sender), props.zoneId);
    this.environment = { MAIL_SENDER: sender, MAIL_CONFIGURATION: set.ref };
    this.statements = [this.sending(sender, set.ref)];
  }

  private createConfiguration(name: string): CfnConfigurationSet {
    return new CfnConfigurationSet(this, 'Configuration', {
      name,
      deliveryOptions: { tlsPolicy: 'REQUIRE' },
      reputationOptions: { reputationMetricsEnabled: true },
      sendingOptions: { sendingEnabled: true },
      suppressionOptions: { suppressedReasons: ['BOUNCE', 'COMPLAINT'] },
    });
  }

  private createIdentity(domain: string, configurationSetName: string): CfnEmailIdentity {
    return new CfnEmailIdentity(this, 'Identity', {
      emailIdentity: domain,
      configurationSetAttributes: { configurationSetName },
      dkimAttributes: { signingEnabled: true },
      dkimSigningAttributes: { nextSigningKeyLength: 'RSA_2048_BIT' },
    });
  }

  private writeRecords(identity: CfnEmailIdentity, domain: string, hostedZoneId: string): void {
    dkimRecords(identity).forEach(({ name, value }, index) => {
      new CfnRecordSet(this, `Dkim${index + 1}`, { hostedZoneId, name, type: 'CNAME', ttl: '3600', resourceRecords: [value] });
    });
    new CfnRecordSet(this, 'Dmarc', {
      hostedZoneId,
      name: `_dmarc.${domain}`,
      type: 'TXT',
      ttl: '3600',
      resourceRecords: ['"v=DMARC1; p=reject; adkim=s"'],
    });
  }

  private tellRecords(identity: CfnEmailIdentity): void {
    dkimRecords(identity).forEach(({ name, value }, index) => {
      new CfnOutput(this, `DkimRecord${index + 1}`, { value: `${name} CNAME ${value}`, description: "For the region's DNS" });
    });
  }

  private sending(sender: string, configurationSet: string): PolicyStatement {
    const arn = (resource: string, resourceName: string): string =>
      Stack.of(this).formatArn({ service: 'ses', resource, resourceName, arnFormat: ArnFormat.SLASH_RESOURCE_NAME });
    return new PolicyStatement({
      actions: ['ses:SendEmail', 'ses:SendRawEmail'],
      resources: [arn('identity', domainOf(sender)), arn('configuration-set', configurationSet)],
      conditions: { StringEquals: { 'ses:FromAddress': sender } },
    });
  }
}

const domainOf = (address: string): string => address.slice(address.indexOf('@') + 1);

const dkimRecords = (identity: CfnEmailIdentity) => [
  { name: identity.attrDkimDnsTokenName1, value: identity.attrDkimDnsTokenValue1 },
  { name: identity.attrDkimDnsTokenName2, value: identity.attrDkimDnsTokenValue2 },
  { name: identity.attrDkimDnsTokenName3, value: identity.attrDkimDnsTokenValue3 },
];
