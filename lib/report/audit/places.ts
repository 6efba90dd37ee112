import type { Fact } from '../../evidence/fact';
import { lineIndex, type LineIndex } from '../../evidence/line-index';
import { escaped, type Evidence, type Resource } from '../../evidence/resource';
import type { AuditedFile, AuditedTarget, AuditInput } from './input';
import type { ResourceEntry } from './report';

/** Where things stand in the files, found when asked for. */
export class Places {
  private readonly files: ReadonlyMap<string, AuditedFile>;
  private readonly indexes = new Map<string, LineIndex>();

  constructor(
    target: AuditedTarget,
    private readonly evidence: Evidence,
    private readonly input: AuditInput,
  ) {
    this.files = new Map(target.files.map((file) => [file.source.name, file]));
  }

  of(fact: Fact): { readonly pointer: string; readonly line: number } {
    const resource = this.evidence.tryFind(fact.subject);
    if (resource === undefined) return { pointer: '', line: 1 };
    const file = this.files.get(resource.artefact.name);
    const pointer =
      fact.at === '' ? resource.pointer : `${resource.pointer}${propertiesOf(file)}/${fact.at.split('.').map(escaped).join('/')}`;
    return { pointer, line: this.indexOf(resource.artefact.name)?.find(pointer).line ?? 0 };
  }

  isAt({ subject }: Fact, artefact: string, wanted: string): boolean {
    const resource = this.evidence.tryFind(subject);
    return resource === undefined
      ? subject === artefact
      : resource.artefact.name === artefact &&
          (resource.id === `${artefact}#${wanted}` || (resource.constructPath !== '' && resource.constructPath.endsWith(wanted)));
  }

  entryOf(resource: Resource): ResourceEntry {
    const file = this.files.get(resource.artefact.name);
    const position = this.indexOf(resource.artefact.name)?.find(resource.pointer);
    return {
      id: resource.id,
      type: resource.type,
      place: {
        file: file?.file ?? '',
        pointer: resource.pointer,
        line: position?.line ?? 0,
        logicalId: resource.id.slice(resource.id.indexOf('#') + 1),
        constructPath: resource.constructPath,
        blueprintPath: this.blueprintPathOf(resource),
      },
      excerpt: position === undefined ? [] : excerptOf(file?.text ?? '', position.offset),
    };
  }

  /** What in the blueprint asked for the artefact. */
  private blueprintPathOf({ artefact: { kind, id, space } }: Resource): string {
    if (this.input.region === null) return '';
    if (kind === 'service') return `hosting.${id.slice(space.length + 1)}`;
    return paths[kind] ?? '';
  }

  private indexOf(name: string): LineIndex | undefined {
    const file = this.files.get(name);
    if (file === undefined) return undefined;
    const index = this.indexes.get(name) ?? lineIndex(file.text, file.format === 'terraform-plan' ? 9 : 6);
    this.indexes.set(name, index);
    return index;
  }
}

/** Lines from the one in which a position lies. */
const excerptOf = (text: string, offset: number): readonly string[] => {
  const lines: string[] = [];
  let from = offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
  while (lines.length < excerptLines && from <= text.length) {
    const end = text.indexOf('\n', from);
    const line = text.slice(from, end < 0 ? text.length : end);
    lines.push(line.length > excerptWidth ? `${line.slice(0, excerptWidth)}…` : line);
    from = end < 0 ? text.length + 1 : end + 1;
  }
  return lines;
};

const excerptLines = 16;
const excerptWidth = 240;

const paths: Readonly<Record<string, string>> = {
  storage: 'storage',
  network: 'network',
  egress: 'network.egress',
  link: 'network.links',
  foundation: 'logging',
  account: 'tenants',
};

const propertiesOf = (file: AuditedFile | undefined): string =>
  file?.format === 'cloudformation' ? '/Properties' : file?.format === 'terraform-plan' ? '/values' : '';
