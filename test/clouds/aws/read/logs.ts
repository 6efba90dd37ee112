import { nameOf } from '../../../../lib/plan/name';
import { accountNames } from '../../../../lib/providers/aws/accounts';
import { logRetention } from '../../../../lib/providers/aws/log-group';
import { hubsOf } from '../../../../lib/providers/aws/network/hub';
import { baselines, type Estate, line } from '../estate';
import type { Kind } from '../read-back';
import { dataKey, keyNames, recordKey } from './keys';

interface Group {
  readonly logGroupName: string;
  readonly retentionInDays?: number;
  readonly kmsKeyId?: string;
}

interface Filter {
  readonly filterName?: string;
  readonly logGroupName: string;
  readonly metricTransformations: readonly { readonly metricName: string; readonly metricNamespace: string }[];
}

const baselineStack = (estate: Estate, key: string): string =>
  key === 'shared' ? accountNames.foundationStack(estate.plan) : nameOf('stack', estate.plan.region.id, key);

/** A group that the cloud names is called by the stack that it belongs to, one line for each. */
const planned = (estate: Estate): readonly string[] => {
  const { plan } = estate;
  const groups = (count: number, name: string, days: number, key: string): readonly string[] =>
    Array<string>(count).fill(line(name, { days: logRetention(days), key }));
  return [
    ...baselines(estate).flatMap((key) =>
      groups(1, baselineStack(estate, key), plan.foundation.logs.searchableDays, recordKey.account(baselineStack(estate, key))),
    ),
    // Flows and look-ups; the firewall's alerts and flows.
    ...hubsOf(plan).flatMap(({ stackName }) =>
      groups(4, stackName, plan.foundation.logs.retentionDays, recordKey.network(stackName)),
    ),
    ...Object.values(plan.spaces).flatMap(({ name, network, services }) => [
      ...groups(2 + Object.keys(network.connections).length, `${name}-network`, network.flowRecordDays, recordKey.network(name)),
      ...Object.values(services).flatMap((service) => {
        const parts = [service.web, service.workers, service.jobs].flatMap((kind) => Object.keys(kind)).length;
        const rotates = Object.values(service.secrets).some(({ purpose }) => purpose === 'session');
        const own = (count: number, group: string): readonly string[] =>
          groups(count, group, service.logDays, dataKey(service.key));
        return [
          ...own(parts + (rotates ? 1 : 0), service.name),
          ...own(1, `aws-waf-logs-${service.name}`),
          ...Object.values(service.databases).flatMap((database) =>
            ['postgresql', 'upgrade'].flatMap((log) => own(1, `/aws/rds/instance/${database.name}/${log}`)),
          ),
        ];
      }),
    ]),
  ];
};

export const logs: readonly Kind[] = [
  {
    types: ['AWS::Logs::LogGroup'],
    expected: planned,
    seen: async (estate) => {
      const keys = await keyNames(estate);
      const stacks = estate.version.stacks.map(({ name }) => name).sort((a, b) => b.length - a.length);
      const all = await estate.list<Group>(estate.allPlaces, 'logs', 'DescribeLogGroups', 'logGroups');
      return all.map(({ logGroupName, retentionInDays, kmsKeyId }) =>
        line(stacks.find((stack) => logGroupName.startsWith(`${stack}-`)) ?? logGroupName, {
          days: retentionInDays,
          key: keys(kmsKeyId),
        }),
      );
    },
  },
  {
    types: ['AWS::Logs::MetricFilter'],
    expected: (estate) =>
      baselines(estate).flatMap((key) =>
        Object.keys(estate.plan.foundation.alarms).map(
          (alarm) => `${estate.place(key).account}: ${estate.plan.region.id}/acts ${alarm} from ${baselineStack(estate, key)}`,
        ),
      ),
    seen: async (estate) =>
      (await estate.list<Filter>(estate.places, 'logs', 'DescribeMetricFilters', 'metricFilters')).flatMap(
        ({ metricTransformations, logGroupName, place }) =>
          metricTransformations.map(
            ({ metricName, metricNamespace }) =>
              `${place.account}: ${metricNamespace} ${metricName} from ${logGroupName.split('-Baseline')[0] ?? ''}`,
          ),
      ),
  },
  {
    types: ['AWS::Logs::ResourcePolicy'],
    expected: (estate) => baselines(estate).map((key) => `${estate.place(key).account}: ${estate.plan.region.id}-delivery`),
    seen: async (estate) =>
      (await estate.list<{ policyName: string }>(estate.places, 'logs', 'DescribeResourcePolicies', 'resourcePolicies')).map(
        ({ policyName, place }) => `${place.account}: ${policyName}`,
      ),
  },
];
