import { z } from 'zod';
import { fieldsOf, renderReference } from '../../lib/report/reference';

const schema = z.strictObject({
  name: z.string().min(1).max(9).describe('What it is called.'),
  shape: z.enum(['round', 'a|b']).optional(),
  boxes: z.record(
    z.string(),
    z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('big'), size: z.int().min(1).max(5) }),
      z.strictObject({ kind: z.literal('flat') }),
    ]),
  ),
  links: z.array(z.strictObject({ to: z.string() })),
  deep: z.strictObject({ days: z.int().default(3) }),
});

describe('the reference of a format', () => {
  const fields = fieldsOf(schema, { deep: { days: 7 }, links: [] });

  it('lists every field once, with ids, list entries and kinds in its path', () => {
    expect(fields.map((field) => field.path)).toEqual([
      'name',
      'shape',
      'boxes',
      'boxes.<id> (big).kind',
      'boxes.<id> (big).size',
      'boxes.<id> (flat).kind',
      'links',
      'links[].to',
      'deep',
      'deep.days',
    ]);
  });

  it('says what is needed: neither the optional nor what has a default', () => {
    expect(fields.filter((field) => !field.required).map((field) => field.path)).toEqual(['shape', 'deep.days']);
  });

  it('says what may stand there, what it means and what the base profile says', () => {
    expect(fields[0]).toEqual({
      path: 'name',
      required: true,
      allowed: 'a text of 1 to 9 characters',
      meaning: 'What it is called.',
      inherited: '',
    });
    expect(fields.find((field) => field.path === 'deep.days')?.inherited).toBe('7');
    expect(fields.find((field) => field.path === 'links')).toMatchObject({ allowed: 'a list of blocks', inherited: '[]' });
    expect(fields.find((field) => field.path === 'boxes')?.allowed).toBe('blocks by id');
  });

  it('renders single values together, each block apart, and breaks no table', () => {
    const markdown = renderReference(fields, 2);
    expect([...markdown.matchAll(/^## (.*)$/gm)].map((match) => match[1])).toEqual([
      'Single values',
      '`boxes`',
      '`links`',
      '`deep`',
    ]);
    expect(markdown).toContain('| `shape` | no | one of round, a\\|b |  |');
    expect(markdown).toContain('| `deep.days` | no | a whole number | `7` |  |');
  });
});
