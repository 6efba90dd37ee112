import { line, type Estate } from '../estate';
import type { Kind } from '../read-back';
import type { Place } from '../region';
import { networkNames } from './network';
import { hosted } from './services';

interface Zone {
  readonly Id: string;
  readonly Name: string;
  readonly Config: { readonly PrivateZone: boolean };
}

interface RecordSet {
  readonly Name: string;
  readonly Type: string;
  readonly ResourceRecords?: readonly { readonly Value: string }[];
  readonly AliasTarget?: { readonly DNSName: string };
}

const zonesOf = (estate: Estate): Promise<readonly (Zone & { readonly place: Place })[]> =>
  estate.list<Zone>(estate.places, 'route53', 'ListHostedZones', 'HostedZones');

const bare = (name: string): string => name.replace(/\.$/, '');

export const names: readonly Kind[] = [
  {
    types: ['AWS::Route53::HostedZone'],
    expected: (estate) => [
      ...Object.values(estate.plan.spaces).map(({ name, tenant, network }) =>
        line(network.privateDomain, { account: estate.place(tenant).account, seenFrom: [name] }),
      ),
      ...hosted(estate).map(({ space, service }) =>
        line(service.host, { account: estate.place(space.tenant).account, seenFrom: ['everywhere'] }),
      ),
    ],
    seen: async (estate) => {
      const networks = await networkNames(estate);
      return Promise.all(
        (await zonesOf(estate)).map(async ({ Id, Name, Config, place }) => {
          const { VPCs = [] } = await estate.ask<{ VPCs?: readonly { VPCId: string }[] }>(place, 'route53', 'GetHostedZone', {
            Id,
          });
          const inside = VPCs.map(({ VPCId }) => networks.get(VPCId) ?? VPCId);
          return line(bare(Name), { account: place.account, seenFrom: Config.PrivateZone ? inside : ['everywhere'] });
        }),
      );
    },
  },
  {
    types: ['AWS::Route53::RecordSet'],
    expected: (estate) => [
      ...hosted(estate).flatMap(({ service }) => [
        ...['A', 'AAAA'].map((type) => `${service.host} ${type} its entry`),
        ...(service.mail.enabled
          ? [
              ...Array<string>(3).fill(`${service.host} CNAME a signing key`),
              `_dmarc.${service.host} TXT "v=DMARC1; p=reject; adkim=s"`,
            ]
          : []),
      ]),
      ...Object.values(estate.plan.links).map(({ host }) => `${host} A a link`),
    ],
    seen: async (estate) => {
      const lists = await Promise.all(
        (await zonesOf(estate)).map(async ({ Id, place }) => {
          const all = await estate.list<RecordSet>([place], 'route53', 'ListResourceRecordSets', 'ResourceRecordSets', {
            HostedZoneId: Id,
          });
          return all.filter(({ Type }) => !['NS', 'SOA'].includes(Type)).map(wordsOf);
        }),
      );
      return lists.flat();
    },
  },
  {
    types: ['AWS::SES::EmailIdentity', 'AWS::SES::ConfigurationSet'],
    expected: (estate) =>
      hosted(estate)
        .filter(({ service }) => service.mail.enabled)
        .map(({ service }) => line(service.host, { set: service.name, signed: true })),
    seen: async (estate) => {
      const all = await estate.list<{ IdentityName: string }>(estate.places, 'sesv2', 'ListEmailIdentities', 'EmailIdentities');
      return Promise.all(
        all.map(async ({ IdentityName, place }) => {
          const { ConfigurationSetName, DkimAttributes } = await estate.ask<{
            ConfigurationSetName?: string;
            DkimAttributes: { SigningEnabled: boolean };
          }>(place, 'sesv2', 'GetEmailIdentity', { EmailIdentity: IdentityName });
          await estate.ask(place, 'sesv2', 'GetConfigurationSet', { ConfigurationSetName });
          return line(IdentityName, { set: ConfigurationSetName, signed: DkimAttributes.SigningEnabled });
        }),
      );
    },
  },
];

const wordsOf = ({ Name, Type, ResourceRecords, AliasTarget }: RecordSet): string => {
  const name = bare(Name);
  if (AliasTarget !== undefined) return `${name} ${Type} ${AliasTarget.DNSName.includes('.vpce.') ? 'a link' : 'its entry'}`;
  const key = /^[0-9a-f]+\._domainkey\.(.*)$/.exec(name)?.[1];
  return key === undefined ? `${name} ${Type} ${ResourceRecords?.[0]?.Value ?? ''}` : `${key} ${Type} a signing key`;
};
