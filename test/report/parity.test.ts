import { intentIds, type IntentId } from '../../lib/model/intent';
import type { Support } from '../../lib/plan/target-plan';
import { renderParity } from '../../lib/report/parity';

const equal = Object.fromEntries(intentIds.map((id) => [id, { parity: 'equal', by: 'it', lost: '' }])) as Record<
  IntentId,
  Support
>;
const poor = { ...equal, 'hosting.waf': { parity: 'substitute', by: 'our own', lost: 'rules | tuning' } } as Record<
  IntentId,
  Support
>;

describe('the parity of clouds', () => {
  const markdown = renderParity([
    { cloud: 'rich', supports: equal },
    { cloud: 'poor', supports: poor },
  ]);

  it('has one line for each intent', () => {
    const rows = markdown.split('\n').filter((line) => line.startsWith('| `') && line.includes('| equal |'));
    expect(rows).toHaveLength(intentIds.length);
  });

  it('lets what differs stand out', () => {
    expect(markdown).toContain('| `hosting.waf` | Attacks on the web entry are filtered | equal | **substitute** |');
  });

  it('counts each cloud and says what is lost', () => {
    expect(markdown).toContain(`## rich\n\n${intentIds.length} equal, 0 weaker, 0 substitute, 0 obligation, 0 absent.`);
    expect(markdown).toContain('| `hosting.waf` | substitute | our own | rules \\| tuning |');
  });
});
