import type { ReachabilityRow } from '../../../lib/report/audit/report';
import { unnamed } from '../../../lib/report/audit/reachability';
import { audited, auditedTarget } from '../../audited';
import { edited, type Edit } from '../../conformance/edits';
import { synthesized } from '../../conformance/synthesized';
import { planOf } from '../../plans';

/** Ways on all targets of a region in one stage; `edits` tamper with the artefacts of one of them. */
const waysOf = (file: string, edits: Readonly<Record<string, Edit>> = {}): readonly ReachabilityRow[] => {
  const plan = planOf(file, (blueprint) => {
    if ('production' in blueprint.stages) delete (blueprint.stages as Record<string, unknown>).staging;
  });
  const targets = Object.keys(plan.targets).map((id) => {
    const synth = synthesized(plan, id);
    const edit = edits[id];
    return auditedTarget(synth, edit === undefined ? synth.sources : edited(synth.sources, edit));
  });
  return audited(plan, targets).parity.reachability;
};

const different = (rows: readonly ReachabilityRow[]): readonly string[] =>
  rows
    .filter(({ why }) => why !== '')
    .map(({ from, to, ports, targets, why }) => `${from} ${to} ${ports.join()} on ${targets.join()}: ${why}`);

describe('what can be reached', () => {
  test.each([
    ['reference/municipal.yaml', []],
    ['reference/provider.yaml', []],
    [
      'reference/regional.yaml',
      ['coast-production', 'valley-production'].map(
        (from) => `${from} region-production 443 on aws,openstack: modest: weaker, any sender can reach that entry`,
      ),
    ],
  ])('on every target of %s is the same, or the ledger says why not', (file, differences) => {
    const rows = waysOf(file);
    expect(rows.filter(({ from }) => from === 'internet').length).toBeGreaterThan(1);
    expect(rows.filter(({ from }) => from !== 'internet').length).toBeGreaterThan(0);
    expect(different(rows)).toEqual(differences);
  });

  test('is found different where one cloud opens a port more', () => {
    const group: Edit = {
      type: 'AWS::EC2::SecurityGroup',
      artefact: 'city-production-appointments',
      where: (_, id) => id.startsWith('entryGroup'),
      change: (one) => one.SecurityGroupIngress.push({ CidrIp: '0.0.0.0/0', IpProtocol: 'tcp', FromPort: 8081, ToPort: 8081 }),
    };
    expect(different(waysOf('reference/municipal.yaml', { aws: group }))).toEqual([
      `internet city-production 443,80,8081 on aws: ${unnamed}`,
      `internet city-production 443,80 on openstack,sovereign: ${unnamed}`,
    ]);
  });

  test('is found different where a link is gone on one cloud whose ledger says equal', () => {
    const gone: Edit = { type: 'lb_listener_v2', where: ({ name }) => String(name).includes('-link-'), remove: true };
    expect(different(waysOf('reference/municipal.yaml', { openstack: gone }))).toEqual([
      `city-production county-production 443 on aws,sovereign: ${unnamed}`,
    ]);
  });
});
