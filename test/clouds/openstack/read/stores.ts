import type { Evidence, Resource } from '../../../../lib/evidence/resource';
import { targetsAt } from '../../../../lib/evidence/pointer-target';
import { textAt, textsAt, valueAt } from '../../../../lib/evidence/value';
import { type Body, type Estate, pairs, sorted, text } from './estate';
import { eachOf, type Kind } from './kind';

/** Projects that a container lets in. */
const readersOf = (resource: Resource, evidence: Evidence, right: string): string =>
  sorted(
    textsAt(resource.properties, right).flatMap((rights) =>
      rights === '' ? [] : targetsAt(evidence, resource, right).map((project) => textAt(project.properties, 'name')),
    ),
  );

const seenReaders = ({ projects }: Estate, header: string | undefined): string =>
  sorted(
    (header ?? '')
      .split(',')
      .filter((part) => part !== '')
      .map((part) => projects.get(part.split(':')[0] ?? '') ?? part),
  );

const metadataOf = (headers: Readonly<Record<string, string>>): Body =>
  Object.fromEntries(
    Object.entries(headers)
      .filter(([name]) => name.startsWith('x-container-meta-'))
      .map(([name, value]) => [name.slice('x-container-meta-'.length), value]),
  );

export const storeKinds: readonly Kind[] = [
  {
    type: 'objectstorage_container_v1',
    expected: eachOf('objectstorage_container_v1', (resource, evidence) => {
      const { properties } = resource;
      return `${textAt(properties, 'name')} versions ${textAt(properties, 'versioning') || 'false'} read by ${readersOf(resource, evidence, 'container_read')} written by ${readersOf(resource, evidence, 'container_write')} ${pairs(valueAt(properties, 'metadata'))}`;
    }),
    seen: async (estate) => {
      const lines = Object.values(estate.members).map(async (session) => {
        const answer = await session.get<readonly Body[]>('object-store', '?format=json');
        if (answer.kind !== 'fine') throw new Error(answer.message);
        return Promise.all(
          answer.body.map(async ({ name }) => {
            const head = await session.head('object-store', `/${encodeURIComponent(text(name))}`);
            if (head.kind !== 'fine') throw new Error(head.message);
            const versions = (head.headers['x-versions-enabled'] ?? 'false').toLowerCase();
            return `${text(name)} versions ${versions} read by ${seenReaders(estate, head.headers['x-container-read'])} written by ${seenReaders(estate, head.headers['x-container-write'])} ${pairs(metadataOf(head.headers))}`;
          }),
        );
      });
      return (await Promise.all(lines)).flat();
    },
  },
  {
    type: 'secrets and who may read them',
    // No state makes a secret: values are born on hosts, so that none stands in a state.
    expected: (evidence) =>
      evidence.ofType('keymanager_secret_v1').map(({ properties }) => `${textAt(properties, 'name')} for nobody else`),
    seen: async ({ members }) => {
      const lines = Object.values(members).map(async (session) => {
        const secrets = await session.list<Body>('key-manager', '/secrets', 'secrets');
        if (secrets.kind !== 'fine') throw new Error(secrets.message);
        return Promise.all(
          secrets.body.map(async ({ name, secret_ref: reference }) => {
            const id = text(reference).split('/').at(-1) ?? '';
            const acl = await session.get<{ readonly read?: { readonly users?: readonly string[] } }>(
              'key-manager',
              `/secrets/${id}/acl`,
            );
            if (acl.kind !== 'fine') throw new Error(acl.message);
            const users = acl.body.read?.users ?? [];
            return `${text(name)} for ${users.length === 0 ? 'nobody else' : sorted(users)}`;
          }),
        );
      });
      return (await Promise.all(lines)).flat();
    },
  },
];
