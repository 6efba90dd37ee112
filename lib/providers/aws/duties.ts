import { nameOf } from '../../plan/name';
import type { Plan, SpacePlan } from '../../plan/plan';
import type { ServicePlan } from '../../plan/service-plan';
import type { AwsTargetPlan } from '../../plan/target-plan';
import type { Duty } from '../../plan/duty';

/** What people complete around the stacks of a target; docs/aws.md says how. */
export const duties = (plan: Plan, target: AwsTargetPlan): readonly Duty[] => [
  ...staff(plan),
  ...Object.values(plan.spaces).flatMap((space) => [
    ...connections(space),
    ...Object.values(space.services).flatMap((service) => ofService(target, space, service)),
  ]),
  ...mail(plan, target),
];

const staff = ({ identity, region }: Plan): readonly Duty[] =>
  identity.staff.protocol === 'oidc'
    ? [{ artefact: 'foundation', text: `Register the sign-in of staff at ${identity.staff.issuer}, with its session tags.` }]
    : [
        {
          artefact: 'foundation',
          text: `Put the metadata of ${identity.staff.issuer} into /${region.id}/staff/saml-metadata of every account.`,
        },
      ];

const connections = (space: SpacePlan): readonly Duty[] =>
  Object.keys(space.network.connections).map((id) => ({
    artefact: `${space.id}/network`,
    text: `Give the pre-shared keys of ${id} (Secrets Manager, ${space.id}) to its other side by a second channel.`,
  }));

const ofService = (target: AwsTargetPlan, space: SpacePlan, service: ServicePlan): readonly Duty[] => {
  const id = `${space.id}/${service.id}`;
  const preparation = { artefact: `${id}/preparation` };
  const signIn = Object.values(service.secrets).find(({ purpose }) => purpose === 'sign-in');
  const delegated = (target.certificates[service.id] ?? 'delegated') === 'delegated';
  return [
    ...(delegated
      ? [
          {
            ...preparation,
            text: `Delegate ${service.host} to the name servers that ${nameOf('stack', service.name, 'preparation')} printed.`,
          },
        ]
      : [{ artefact: id, text: `Point ${service.host} to the address that ${nameOf('stack', service.name)} printed.` }]),
    ...(signIn === undefined
      ? []
      : [
          {
            ...preparation,
            text: `Write the client of ${service.host} into the secret ${signIn.name}: JSON with clientId and clientSecret.`,
          },
        ]),
    ...(Object.values(service.web).some(({ released }) => released)
      ? []
      : [
          {
            artefact: id,
            text: `Name the images of ${service.id}: until then ${service.host} says that it is not installed yet.`,
          },
        ]),
  ];
};

/** Once for each account that sends. */
const mail = (plan: Plan, { accounts, cloud }: AwsTargetPlan): readonly Duty[] => {
  const senders = Object.values(plan.spaces).filter(({ services }) =>
    Object.values(services).some((service) => service.mail.enabled),
  );
  return [...new Set(senders.map(({ tenant }) => accounts[tenant] ?? ''))].sort().map((account) => ({
    artefact: '',
    text: `Ask to leave the mail sandbox (SES) in account ${account}, ${cloud.region}.`,
  }));
};
