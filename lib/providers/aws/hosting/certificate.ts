import { CfnCertificate } from 'aws-cdk-lib/aws-certificatemanager';
import { CfnRecordSet } from 'aws-cdk-lib/aws-route53';
import type { CfnLoadBalancer } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Construct } from 'constructs';
import type { ServicePlan } from '../../../plan/service-plan';
import type { AwsTargetPlan } from '../../../plan/target-plan';
import { exportNames, imported } from '../exports';
import { isDelegated } from './preparation';

export interface CertificateProps {
  readonly target: AwsTargetPlan;
  readonly service: ServicePlan;
}

/** The certificate of a service's host: given by the region, or issued and renewed through the delegated zone. */
export class Certificate extends Construct {
  readonly arn: string;
  /** The delegated public zone; null when the region keeps the name and the certificate itself. */
  readonly zoneId: string | null;

  constructor(scope: Construct, id: string, { target, service }: CertificateProps) {
    super(scope, id);
    this.zoneId = isDelegated(target, service) ? imported(exportNames.zone(service.name)) : null;
    this.arn = this.zoneId === null ? (target.certificates[service.id] ?? '') : this.issue(service, this.zoneId);
  }

  /** Points the host at the entry, over IPv4 and IPv6. */
  pointTo(service: ServicePlan, entry: CfnLoadBalancer): void {
    if (this.zoneId === null) return;
    for (const type of ['A', 'AAAA']) {
      new CfnRecordSet(this, type, {
        hostedZoneId: this.zoneId,
        name: service.host,
        type,
        aliasTarget: { dnsName: entry.attrDnsName, hostedZoneId: entry.attrCanonicalHostedZoneId, evaluateTargetHealth: true },
      });
    }
  }

  private issue({ host }: ServicePlan, hostedZoneId: string): string {
    const certificate = new CfnCertificate(this, 'Certificate', {
      domainName: host,
      validationMethod: 'DNS',
      domainValidationOptions: [{ domainName: host, hostedZoneId }],
      certificateTransparencyLoggingPreference: 'ENABLED',
    });
    return certificate.ref;
  }
}
