import type { AwsTargetPlan } from '../../lib/plan/target-plan';
import { homeOf, quotaOf } from '../../lib/preflight/aws-claim';
import type { AwsQuota } from '../../lib/preflight/aws-quotas';
import type { Claim } from '../../lib/preflight/claim';
import type { Limit } from '../../lib/preflight/limit';
import type { Place } from '../../lib/preflight/need';
import { awsClaims, type Synthesized } from '../../lib/preflight/preflight';
import type { Answer } from '../cloud/answer';
import type { Io } from '../io';
import { type Asked, answersTo } from './asked';
import { type AccountCaller, openAccounts } from './aws-accounts';
import type { AwsCaller } from './aws-caller';
import { Measured } from './measured';

/** Asks AWS all that its interfaces tell, in every account that the credentials of the environment lead to. */
export const askAws = async (io: Io, synthesized: Synthesized<AwsTargetPlan>): Promise<Asked> => {
  const claims = awsClaims(synthesized);
  const inquiry = new Inquiry(await openAccounts(io, synthesized.target), synthesized.target, io.today());
  return { claims, answers: await answersTo(io.today(), claims, (claim) => inquiry.answer(claim)) };
};

interface Quotas {
  readonly Quotas: readonly { readonly QuotaCode: string; readonly Value: number }[];
  readonly NextToken?: string | null;
}

/** Puts the question behind each claim, by what the claim's id begins with. */
class Inquiry {
  private readonly listed = new Map<string, Promise<Answer<ReadonlyMap<string, number>>>>();

  constructor(
    private readonly accounts: ReadonlyMap<string, AccountCaller>,
    private readonly target: AwsTargetPlan,
    private readonly today: string,
  ) {}

  async answer(claim: Claim): Promise<Limit | undefined> {
    const { place, id } = claim.need;
    const [kind = '', ...rest] = id.split('/');
    const account = this.accounts.get(place.account);
    if (account === undefined || 'reason' in account) {
      return id === 'account/access' ? this.measured('STS').unknown(account?.reason ?? 'not in the blueprint') : undefined;
    }
    switch (kind) {
      case 'quota':
        return this.quota(account.caller, claim);
      case 'account':
        return this.account(account.caller, place, rest[0] ?? '');
      case 'certificate':
        return this.certificate(account.caller, place, rest[0] ?? '', rest.slice(1).join('/'));
      default:
        return undefined;
    }
  }

  private measured(source: string): Measured {
    return new Measured(source, this.today);
  }

  /** What the account has; where it was never raised, what AWS gives in that region. */
  private async quota(caller: AwsCaller, claim: Claim): Promise<Limit | undefined> {
    const quota = quotaOf(claim);
    if (quota === undefined || quota.code === '') return undefined;
    const measured = this.measured('Service Quotas');
    const { place } = claim.need;
    const own = await this.quotas(caller, place, quota, 'ListServiceQuotas');
    if (own.kind !== 'fine') return measured.unknown(own.message);
    const raised = own.body.get(quota.code);
    if (raised !== undefined) return measured.bound(raised);
    const born = await this.quotas(caller, place, quota, 'ListAWSDefaultServiceQuotas');
    if (born.kind !== 'fine') return measured.unknown(born.message);
    const value = born.body.get(quota.code);
    return value === undefined ? undefined : measured.bound(value);
  }

  private quotas(
    caller: AwsCaller,
    place: Place,
    { service, scope }: AwsQuota,
    action: 'ListServiceQuotas' | 'ListAWSDefaultServiceQuotas',
  ): Promise<Answer<ReadonlyMap<string, number>>> {
    const region = scope === 'account' ? homeOf(this.target) : place.region;
    const key = [place.account, region, service, action].join(' ');
    const known = this.listed.get(key) ?? listQuotas(caller, region, service, action);
    this.listed.set(key, known);
    return known;
  }

  private async account(caller: AwsCaller, place: Place, what: string): Promise<Limit | undefined> {
    switch (what) {
      case 'access':
        return this.measured('STS').presence(true);
      case 'region':
        return this.region(caller, place);
      case 'bootstrap':
        return this.bootstrap(caller, place);
      case 'mail':
        return this.mail(caller, place);
      default:
        return undefined;
    }
  }

  private async region(caller: AwsCaller, { region }: Place): Promise<Limit> {
    const answer = await caller.ask<{ readonly RegionOptStatus: string }>({
      host: 'account',
      region: homeOf(this.target),
      path: '/getRegionOptStatus',
      json: { RegionName: region },
    });
    const measured = this.measured('Account Management');
    return measured.of(answer, ({ RegionOptStatus }) => measured.presence(RegionOptStatus.startsWith('ENABLED')));
  }

  private async bootstrap(caller: AwsCaller, { region }: Place): Promise<Limit> {
    const answer = await caller.ask<unknown>({
      host: 'ssm',
      region,
      target: 'AmazonSSM.GetParameter',
      json: { Name: '/cdk-bootstrap/hnb659fds/version' },
    });
    const measured = this.measured('Parameter Store');
    return answer.kind === 'absent' ? measured.presence(false) : measured.of(answer, () => measured.presence(true));
  }

  /** A sandbox stops no deployment; it stops mail. */
  private async mail(caller: AwsCaller, { region }: Place): Promise<Limit> {
    const answer = await caller.ask<{ readonly ProductionAccessEnabled: boolean }>({
      host: 'email',
      service: 'ses',
      region,
      method: 'GET',
      path: '/v2/email/account',
    });
    const measured = this.measured('SES');
    return measured.of(answer, ({ ProductionAccessEnabled }) =>
      ProductionAccessEnabled ? measured.presence(true) : measured.duty(),
    );
  }

  private async certificate(caller: AwsCaller, { region }: Place, host: string, CertificateArn: string): Promise<Limit> {
    const answer = await caller.ask<{
      readonly Certificate: { readonly Status: string; readonly SubjectAlternativeNames?: readonly string[] };
    }>({ host: 'acm', region, target: 'CertificateManager.DescribeCertificate', json: { CertificateArn } });
    const measured = this.measured('Certificate Manager');
    if (answer.kind === 'absent') return measured.presence(false);
    return measured.of(answer, ({ Certificate: { Status, SubjectAlternativeNames = [] } }) =>
      measured.presence(Status === 'ISSUED' && SubjectAlternativeNames.some((name) => covers(name, host))),
    );
  }
}

/** A star stands for one label. */
const covers = (name: string, host: string): boolean =>
  name === host || (name.startsWith('*.') && host.slice(host.indexOf('.') + 1) === name.slice(2));

const listQuotas = async (
  caller: AwsCaller,
  region: string,
  service: string,
  action: string,
): Promise<Answer<ReadonlyMap<string, number>>> => {
  const values = new Map<string, number>();
  for (let token: string | undefined; ;) {
    const page = await caller.ask<Quotas>({
      host: 'servicequotas',
      region,
      target: `ServiceQuotasV20190624.${action}`,
      json: { ServiceCode: service, MaxResults: 100, ...(token === undefined ? {} : { NextToken: token }) },
    });
    if (page.kind !== 'fine') return page;
    for (const { QuotaCode, Value } of page.body.Quotas) values.set(QuotaCode, Value);
    if (!page.body.NextToken) return { ...page, body: values };
    token = page.body.NextToken;
  }
};
