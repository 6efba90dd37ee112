import { has } from '../model/cloud';
import type { Plan } from '../plan/plan';
import type { OpenstackTargetPlan } from '../plan/target-plan';
import type { Claim } from './claim';
import { askable, delegationId, duty, hosted } from './duty';
import type { Place } from './need';

/** What people must have done before, or in between, on OpenStack. */
export const openstackDuties = (plan: Plan, target: OpenstackTargetPlan): readonly Claim[] => [
  ...(has(target.cloud, 'operatorAccess') ? [] : [domain(target)]),
  ...handedOver(target),
  ...hosted(plan).map(({ space, service }) => hostName(target, space.id, service.host)),
  ...(target.options.mailRelay === '' && hosted(plan).some(({ service }) => service.mail.enabled) ? [relay(target)] : []),
];

const whole = ({ cloud }: OpenstackTargetPlan): Place => ({ account: '', region: cloud.region });

const domain = (target: OpenstackTargetPlan): Claim =>
  duty({
    place: whole(target),
    id: 'operator/domain',
    item: `domain ${target.domain}`,
    by: 'operator',
    request: 'ask for the domain, the role manager in it, and the quotas of the blueprint for each of its projects',
  });

/** What the ledger hands to the operator. */
const handedOver = (target: OpenstackTargetPlan): readonly Claim[] =>
  target.ledger
    .filter(({ parity }) => parity === 'obligation')
    .map(({ intent, by, lost }) =>
      duty({
        place: whole(target),
        id: `ledger/${intent}`,
        item: intent,
        by: 'operator',
        request: `agree on it in writing: ${by}; ${lost}`,
      }),
    );

/** Entries get their certificates once their names lead to them. */
const hostName = ({ cloud }: OpenstackTargetPlan, account: string, host: string): Claim => {
  const place = { account, region: cloud.region };
  return has(cloud, 'designate')
    ? askable({
        place,
        id: delegationId(host),
        item: `delegation of ${host}`,
        by: 'us',
        request: 'once a service is applied, have your DNS delegate its host to the name servers of the cloud',
      })
    : duty({
        place,
        id: `address/${host}`,
        item: `address of ${host}`,
        by: 'us',
        request: 'once a service is applied, point its host to the public address that the state prints',
      });
};

const relay = (target: OpenstackTargetPlan): Claim =>
  duty({
    place: whole(target),
    id: 'mail/relay',
    item: 'relay for mail',
    by: 'us',
    request: 'no mail and no alarm leaves the hosts without one: name it under `options.mailRelay`',
  });
