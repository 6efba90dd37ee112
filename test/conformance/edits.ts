import type { Source } from '../../lib/evidence/resource';

/* eslint-disable @typescript-eslint/no-explicit-any -- templates are edited as whoever tampers with them would: without types */

/** One act of tampering with what was written. */
export type Edit = Change | Addition | Removal | Move;

interface Selection {
  readonly type: string;
  /** Which of that type; the first by default. */
  readonly where?: (properties: any, id: string) => boolean;
  /** Name of the artefact, or part of it. */
  readonly artefact?: string;
  /** Every match, and not only the first. */
  readonly all?: boolean;
}

interface Change extends Selection {
  readonly change: (properties: any, body: any) => unknown;
}

interface Removal extends Selection {
  readonly remove: true;
}

interface Addition {
  readonly add: string;
  readonly artefact: string;
  readonly properties: any;
  /** Data sources that it needs, by type and name. */
  readonly data?: any;
}

/** The artefact is applied in another region: the assembly says where on AWS, the state itself on OpenStack. */
interface Move {
  readonly move: string;
  readonly artefact: string;
}

/** Templates after an edit. Throws when it touched nothing: a sabotage that misses proves nothing. */
export const edited = (sources: readonly Source[], edit: Edit): readonly Source[] => {
  let touched = 0;
  const done = sources.map((source) => {
    if ('artefact' in edit && edit.artefact !== undefined && !source.name.includes(edit.artefact)) return source;
    const template = JSON.parse(source.template);
    if ('move' in edit) {
      touched += 1;
      for (const provider of [template.provider?.openstack ?? []].flat()) provider.region = edit.move;
      return { ...source, region: edit.move, template: JSON.stringify(template) };
    }
    const count =
      'add' in edit
        ? touched > 0
          ? 0
          : add(template, edit)
        : apply(
            template,
            edit,
            () => edit.all === true || touched === 0,
            () => (touched += 1),
          );
    touched += 'add' in edit ? count : 0;
    return count === 0 ? source : { ...source, template: JSON.stringify(template) };
  });
  if (touched === 0)
    throw new Error(`the edit of ${'add' in edit ? edit.add : 'move' in edit ? edit.artefact : edit.type} touched nothing`);
  return done;
};

const isTerraform = (template: any): boolean => template.terraform !== undefined;

const add = (template: any, edit: Addition): number => {
  if (isTerraform(template)) {
    const type = `openstack_${edit.add}`;
    template.resource = { ...template.resource, [type]: { ...template.resource?.[type], planted: edit.properties } };
    for (const [kind, sources] of Object.entries<any>(edit.data ?? {}))
      template.data = { ...template.data, [`openstack_${kind}`]: { ...template.data?.[`openstack_${kind}`], ...sources } };
  } else template.Resources.Planted = { Type: edit.add, Properties: edit.properties };
  return 1;
};

const apply = (template: any, edit: Change | Removal, more: () => boolean, touch: () => void): number => {
  const holders: Record<string, any> = isTerraform(template)
    ? (template.resource?.[`openstack_${edit.type}`] ?? {})
    : (template.Resources ?? {});
  let count = 0;
  for (const [id, body] of Object.entries<any>(holders)) {
    const properties = isTerraform(template) ? body : (body.Properties ??= {});
    const matches = (isTerraform(template) || body.Type === edit.type) && (edit.where?.(properties, id) ?? true);
    if (!matches || !more()) continue;
    if ('remove' in edit) Reflect.deleteProperty(holders, id);
    else edit.change(properties, body);
    touch();
    count += 1;
  }
  return count;
};
