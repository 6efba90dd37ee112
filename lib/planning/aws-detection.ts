import type { Evidence } from '../evidence/resource';
import { phrase } from './phrase';
import { type Counted, same } from './quantity';

/** Detection is paid by what it looks at; how much that is depends on the resources. */
export const awsDetection = (evidence: Evidence): readonly Counted[] => {
  const shared = {
    layer: 'foundation',
    tenant: 'shared',
    service: '',
    stage: '',
    unit: 'million',
    fixed: true,
    machines: null,
  } as const;
  const millions = same(evidence.resources.length / 1_000_000);
  const daily = same((evidence.resources.length * 30) / 1_000_000);
  const has = (type: string): boolean => evidence.ofType(type).length > 0;
  return [
    ...(has('AWS::Config::ConfigurationRecorder')
      ? [
          {
            ...shared,
            item: 'config.item',
            amount: millions,
            factors: ['changesPerResource'],
            what: phrase('millions of resources whose changes are recorded'),
          },
        ]
      : []),
    ...(has('AWS::SecurityHub::Hub')
      ? [
          {
            ...shared,
            item: 'securityhub.check',
            amount: daily,
            factors: [],
            what: phrase('millions of resources, each judged daily'),
          },
        ]
      : []),
    ...(has('AWS::GuardDuty::Detector')
      ? [
          {
            ...shared,
            item: 'guardduty.event',
            amount: millions,
            factors: ['eventsPerResource'],
            what: phrase('millions of resources whose events are judged'),
          },
        ]
      : []),
  ];
};
