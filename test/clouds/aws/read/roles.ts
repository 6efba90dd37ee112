import { accountKeys, accountNames, allAccounts } from '../../../../lib/providers/aws/accounts';
import type { RolePlan } from '../../../../lib/plan/identity-plan';
import { nameOf } from '../../../../lib/plan/name';
import { outputReaderRole } from '../../../../lib/providers/aws/exports';
import { baselines, type Estate, line } from '../estate';
import type { Kind } from '../read-back';

interface Role {
  readonly RoleName: string;
  readonly MaxSessionDuration: number;
  readonly AssumeRolePolicyDocument: {
    readonly Statement: readonly {
      readonly Principal: { readonly Federated?: string; readonly AWS?: string | readonly string[]; readonly Service?: string };
      readonly Condition?: Readonly<Record<string, Readonly<Record<string, string>>>>;
    }[];
  };
  readonly PermissionsBoundary?: { readonly PermissionsBoundaryArn: string };
}

/** Roles that stand under a name of the plan: people's, and the few that other accounts call by name. */
const named = (estate: Estate): readonly { name: string; account: string; who: string; minutes: number; limited: boolean }[] => {
  const { plan } = estate;
  const { region } = plan;
  const person = ({ id, sessionMinutes }: RolePlan, account: string, tenant: string) => ({
    name: nameOf('role', region.id, ...(tenant === '' ? [] : [tenant]), id),
    account,
    who: `people with role=${id}, tenant=${tenant === '' ? 'all' : tenant}${plan.identity.staff.mfa ? ', mfa=true' : ''}`,
    minutes: Math.max(60, sessionMinutes),
    limited: true,
  });
  const roles = Object.values(plan.identity.roles);
  return [
    ...baselines(estate).flatMap((key) => {
      const { account } = estate.place(key);
      return [
        ...roles.filter(({ scope }) => scope === 'region').map((role) => person(role, account, '')),
        {
          name: plan.identity.breakGlass.name,
          account,
          who: `account ${estate.place('shared').account} with MFA`,
          minutes: Math.max(60, plan.identity.breakGlass.sessionMinutes),
          limited: false,
        },
        {
          name: outputReaderRole(region.id),
          account,
          who: allAccounts(estate.target)
            .map((one) => `account ${one}`)
            .join(' '),
          minutes: 60,
          limited: false,
        },
      ];
    }),
    ...accountKeys(plan).map((key) => ({
      name: accountNames.archivist(plan, key),
      account: estate.place(key).account,
      who: 's3.amazonaws.com',
      minutes: 60,
      limited: false,
    })),
    ...Object.keys(region.tenants).flatMap((tenant) =>
      roles.filter(({ scope }) => scope === 'tenant').map((role) => person(role, estate.place(tenant).account, tenant)),
    ),
  ];
};

const accountIn = (arn: string): string => `account ${arn.split(':')[4] ?? arn}`;

type Trust = Role['AssumeRolePolicyDocument']['Statement'][number];

/** Everybody who may take a role, by all statements of its trust. */
const whoIn = ({ AssumeRolePolicyDocument: { Statement } }: Role): string => {
  const withMfa = ({ Condition }: Trust): boolean => Condition?.Bool?.['aws:MultiFactorAuthPresent'] === 'true';
  const accounts = (statements: readonly Trust[]): string =>
    [...new Set(statements.flatMap(({ Principal }) => [Principal.AWS ?? []].flat()).map(accountIn))].sort().join(' ');
  const second = accounts(Statement.filter(withMfa));
  const all = [
    ...Statement.filter(({ Principal }) => Principal.Federated !== undefined).map(personIn),
    ...Statement.flatMap(({ Principal }) => Principal.Service ?? []),
    accounts(Statement.filter((one) => !withMfa(one))),
    second === '' ? '' : `${second} with MFA`,
  ];
  return [...new Set(all.filter((one) => one !== ''))].join(' ');
};

const personIn = ({ Condition }: Trust): string => {
  const tag = (name: string): string | undefined => Condition?.StringEquals?.[`aws:RequestTag/${name}`];
  const mfa = tag('mfa') === undefined ? '' : `, mfa=${tag('mfa') ?? ''}`;
  return `people with role=${tag('role') ?? ''}, tenant=${tag('tenant') ?? ''}${mfa}`;
};

/** Everybody else is a machine, made by one of our stacks: each must stand under the account's boundary. */
const isMachine = (estate: Estate, { RoleName }: Role): boolean =>
  [...Object.values(estate.plan.spaces).map(({ name }) => name), ...estate.version.stacks.map(({ name }) => name)].some((name) =>
    RoleName.startsWith(`${name}-`),
  );

const people: Kind = {
  types: ['AWS::IAM::Role', 'AWS::IAM::ManagedPolicy', 'AWS::IAM::OIDCProvider'],
  expected: (estate) => [
    ...named(estate).map(({ name, ...fields }) => line(name, fields)),
    ...estate.places.map(({ account }) => line('machines without the boundary', { account, roles: [] })),
    ...estate.places.map(({ account }) =>
      line(accountNames.boundary(estate.plan.region.id), { account, denies: boundaryDenials }),
    ),
    ...baselines(estate).map((key) => line(estate.plan.identity.staff.issuer, { account: estate.place(key).account })),
  ],
  seen: async (estate) => {
    const all = await estate.list<Role>(estate.places, 'iam', 'ListRoles', 'Roles');
    const detailed = await Promise.all(
      all.map(async ({ RoleName, place }) => ({
        ...(await estate.ask<{ Role: Role }>(place, 'iam', 'GetRole', { RoleName })).Role,
        place,
      })),
    );
    const wanted = new Set(named(estate).map(({ name, account }) => `${account} ${name}`));
    const isNamed = ({ RoleName, place }: (typeof detailed)[number]): boolean => wanted.has(`${place.account} ${RoleName}`);
    const foundations = new Set(
      baselines(estate).map((key) =>
        key === 'shared' ? accountNames.foundationStack(estate.plan) : nameOf('stack', estate.plan.region.id, key),
      ),
    );
    const lines = detailed.filter(isNamed).map((role) =>
      line(role.RoleName, {
        account: role.place.account,
        who: whoIn(role),
        minutes: role.MaxSessionDuration / 60,
        limited:
          role.PermissionsBoundary?.PermissionsBoundaryArn.endsWith(`policy/${accountNames.boundary(estate.plan.region.id)}`) ===
          true,
      }),
    );
    const free = estate.places.map(({ account }) =>
      line('machines without the boundary', {
        account,
        roles: detailed
          .filter((role) => role.place.account === account && !isNamed(role) && isMachine(estate, role))
          // Those of the baseline itself come before the boundary.
          .filter(({ RoleName }) => ![...foundations].some((stack) => RoleName.startsWith(`${stack}-Baseline`)))
          .filter(({ PermissionsBoundary }) => PermissionsBoundary === undefined)
          .map(({ RoleName }) => RoleName),
      }),
    );
    return [...lines, ...free, ...(await boundaries(estate)), ...(await issuers(estate))];
  },
};

const boundaryDenials = ['Locks', 'OtherNetworks', 'OwnLimits', 'People', 'Places', 'Records'];

const boundaries = (estate: Estate): Promise<readonly string[]> =>
  Promise.all(
    estate.places.map(async (place) => {
      const name = accountNames.boundary(estate.plan.region.id);
      const { PolicyVersion } = await estate.ask<{
        PolicyVersion: { Document: { Statement: readonly { Sid: string; Effect: string }[] } };
      }>(place, 'iam', 'GetPolicyVersion', { PolicyArn: `arn:aws:iam::${place.account}:policy/${name}`, VersionId: 'v1' });
      return line(name, {
        account: place.account,
        denies: PolicyVersion.Document.Statement.filter(({ Effect }) => Effect === 'Deny').map(({ Sid }) => Sid),
      });
    }),
  );

const issuers = async (estate: Estate): Promise<readonly string[]> => {
  const all = await estate.list<{ Arn: string }>(estate.places, 'iam', 'ListOpenIDConnectProviders', 'OpenIDConnectProviderList');
  return Promise.all(
    all.map(async ({ Arn, place }) => {
      const { Url } = await estate.ask<{ Url: string }>(place, 'iam', 'GetOpenIDConnectProvider', {
        OpenIDConnectProviderArn: Arn,
      });
      return line(Url, { account: place.account });
    }),
  );
};

export const roles: readonly Kind[] = [people];
