import type { Evidence } from '../evidence/resource';
import type { Plan } from '../plan/plan';
import type { AwsTargetPlan } from '../plan/target-plan';
import { isAt, placesOf } from './aws-place';
import type { Claim } from './claim';
import { askable, delegationId, duty, hosted } from './duty';
import type { Place } from './need';

/** What people must have done before, or in between, on AWS; interfaces tell of most of it. */
export const awsDuties = (plan: Plan, target: AwsTargetPlan, evidence: Evidence): readonly Claim[] => [
  ...placesOf(evidence, 'account').map(access),
  ...placesOf(evidence, 'region').flatMap((place) => [
    ...(target.cloud.optIn && place.region === target.cloud.region ? [optIn(place)] : []),
    bootstrap(place),
    ...(makes(evidence, place, 'AWS::SES::EmailIdentity') ? [mail(place)] : []),
    ...(Object.keys(onceOnly).some((type) => makes(evidence, place, type)) ? [empty(evidence, place)] : []),
  ]),
  ...hosted(plan).map(({ space, service }) => {
    const place = { account: target.accounts[space.tenant] ?? '', region: target.cloud.region };
    const written = target.certificates[service.id] ?? 'delegated';
    return written === 'delegated' ? delegation(place, service.host) : certificate(place, service.host, written);
  }),
];

const access = (place: Place): Claim =>
  askable({
    place,
    id: 'account/access',
    item: 'credentials of the account',
    by: 'us',
    request: (limit) =>
      limit.kind === 'unknown' && limit.reason === ''
        ? 'run this without --offline, signed in, to compare the real quotas of these accounts'
        : 'to compare its real quotas, sign in to the account, or bootstrap it with --trust for the one you are in',
  });

const optIn = (place: Place): Claim =>
  askable({
    place,
    id: 'account/region',
    item: `region ${place.region}, which is off in new accounts`,
    by: 'us',
    request: `switch it on in each account, and wait until it is: aws account enable-region --region-name ${place.region}`,
  });

const bootstrap = (place: Place): Claim =>
  askable({
    place,
    id: 'account/bootstrap',
    item: 'bootstrap of the CDK',
    by: 'us',
    request: 'bootstrap each account and region as docs/aws.md says: npx cdk bootstrap aws://ACCOUNT/REGION',
  });

const mail = (place: Place): Claim =>
  askable({
    place,
    id: 'account/mail',
    item: 'mail to everybody',
    by: 'aws',
    request: `ask for production access of SES in ${place.region}; until then mail reaches verified addresses only`,
  });

/** What an account can hold only once in a region; another one makes the first stack fail. */
const onceOnly: Readonly<Record<string, string>> = {
  'AWS::Config::ConfigurationRecorder': 'recorder of Config',
  'AWS::GuardDuty::Detector': 'detector of GuardDuty',
  'AWS::SecurityHub::Hub': 'hub of Security Hub',
};

const makes = (evidence: Evidence, place: Place, type: string): boolean =>
  evidence.ofType(type).some(({ artefact }) => isAt(artefact, place));

const empty = (evidence: Evidence, place: Place): Claim => {
  const made = Object.entries(onceOnly).filter(([type]) => makes(evidence, place, type));
  return duty({
    place,
    id: 'account/once',
    item: 'what an account holds only once',
    by: 'us',
    request: `before the first deployment, remove what there is of: ${made.map(([, name]) => name).join(', ')}`,
  });
};

/** The certificate of a service waits for the delegation of its zone, and hangs without it. */
const delegation = (place: Place, host: string): Claim =>
  askable({
    place,
    id: delegationId(host),
    item: `delegation of ${host}`,
    by: 'us',
    request:
      'between each service and its stack …-preparation, which prints the name servers, have your DNS delegate the host to them',
  });

const certificate = (place: Place, host: string, arn: string): Claim =>
  askable({
    place,
    id: `certificate/${host}/${arn}`,
    item: `certificate of ${host}`,
    by: 'us',
    request: (limit) =>
      limit.kind === 'unknown'
        ? `see that ${arn} exists, is issued and names the host`
        : `${arn} is not there, not issued, or names another host: have it issued, or write \`delegated\` under \`certificates\``,
  });
