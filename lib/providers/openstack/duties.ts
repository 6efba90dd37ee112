import { has } from '../../model/cloud';
import { nameOf } from '../../plan/name';
import type { Plan, SpacePlan } from '../../plan/plan';
import type { ServicePlan } from '../../plan/service-plan';
import type { OpenstackTargetPlan } from '../../plan/target-plan';
import type { Duty } from '../../plan/duty';
import { optionsOf } from './options';

/** What people complete around the states of a target; docs/openstack.md says how. */
export const duties = (plan: Plan, target: OpenstackTargetPlan): readonly Duty[] => [
  ...foundation(plan, target),
  ...Object.values(plan.spaces).flatMap((space) => [
    ...connections(target, space),
    ...Object.values(space.services).flatMap((service) => ofService(target, space, service)),
  ]),
];

const foundation = (plan: Plan, target: OpenstackTargetPlan): readonly Duty[] => {
  const { mailRelay, credentialExpiry, releaseKey } = optionsOf(target);
  const whole = (wanted: boolean, text: string): readonly Duty[] => (wanted ? [{ artefact: '', text }] : []);
  return [
    {
      artefact: 'foundation/domain',
      text: 'Put people into the groups of the domain; seal a password for its break-glass account.',
    },
    ...whole(has(target.cloud, 'federation'), `Give federation-mapping.json to the operator, for ${plan.identity.staff.issuer}.`),
    ...whole(!has(target.cloud, 'operatorAccess'), `Have the operator set the quotas that \`sgc bootstrap --print\` lists.`),
    ...whole(mailRelay === '', 'Name a relay in options.mailRelay: until then no mail and no alarm leaves.'),
    ...whole(releaseKey === '', 'Write your public key under options.releaseKey: until then hosts accept no release.'),
    ...whole(
      credentialExpiry.a === null || credentialExpiry.b === null,
      "Give the hosts' credentials their ends in options.credentialExpiry.",
    ),
  ];
};

const connections = (target: OpenstackTargetPlan, space: SpacePlan): readonly Duty[] =>
  Object.keys(space.network.connections).map((id) => ({
    artefact: `${space.id}/network`,
    text: has(target.cloud, 'vpnaas')
      ? `Tell the pre-shared key of ${id} (TF_VAR_psk_${id.replace(/-/g, '_')}) to its other side by a second channel.`
      : `File the pre-shared key ${nameOf('secret', space.name, id, 'psk')}, and tell it to the other side by a second channel.`,
  }));

const ofService = (target: OpenstackTargetPlan, space: SpacePlan, service: ServicePlan): readonly Duty[] => {
  const artefact = `${space.id}/${service.id}`;
  const signIn = Object.values(service.secrets).find(({ purpose }) => purpose === 'sign-in');
  return [
    { artefact, text: `Point ${service.host} to the public address of its entry; then it gets its certificate.` },
    ...(signIn === undefined
      ? []
      : [
          {
            artefact,
            text: `Store what the identity provider gave for ${service.host} under the name ${signIn.name}, in ${
              has(target.cloud, 'barbican') ? 'the key manager' : "the service's container of secrets"
            }.`,
          },
        ]),
  ];
};
