import {
  type Item,
  type Question,
  type QuestionId,
  questions,
  type Replies,
  type Reply,
  textIn,
} from '../../lib/discovery/question';
import { isMap } from '../../lib/model/path';
import type { Answer } from '../cloud/answer';
import type { OpenstackSession } from '../cloud/openstack-session';
import type { ServiceName } from '../cloud/service-types';

/** Who asks: most questions as a tenant, those that only an operator may ask as one, where there is one. */
export interface Callers {
  readonly tenant: OpenstackSession;
  readonly operator: OpenstackSession;
}

type Asked = Question & { readonly service: ServiceName };
type AskedEach = Extract<Asked, { reads: 'each' }>;

/** Asks a cloud every question: all services at once, each service one question after the other. Changes nothing there. */
export const interview = async (callers: Callers): Promise<Replies> => {
  const replies: Partial<Record<string, Reply>> = {};
  const ids = Object.keys(questions) as QuestionId[];
  const services = [...new Set(ids.map((id) => questions[id].service))];
  await Promise.all(
    services.map(async (service) => {
      for (const id of ids.filter((one) => questions[one].service === service)) {
        const question: Asked = questions[id];
        const session = question.operator === true ? callers.operator : callers.tenant;
        const isEach = question.reads === 'each';
        replies[id] = isEach ? await askEach(session, question, replies[question.of]) : await ask(session, question);
      }
    }),
  );
  return Object.fromEntries(ids.map((id) => [id, replies[id]])) as unknown as Replies;
};

const ask = async (session: OpenstackSession, question: Exclude<Asked, AskedEach>): Promise<Reply> => {
  const { service } = question;
  const path = question.path.replace('{user}', session.userId);
  const asStranger = { at: 'root', anonymous: true } as const;
  switch (question.reads) {
    case 'whether':
      return replyOf(await session.get(service, path), () => []);
    case 'list':
      return replyOf(await session.list(service, path, question.key), (items) =>
        items.map((item) => picked(item, question.fields)),
      );
    case 'one':
      return replyOf(await session.get(service, path), (body) => [picked(underKey(body, question.key), question.fields)]);
    case 'keys':
      return replyOf(await session.get(service, path, asStranger), (body) =>
        Object.keys(isMap(body) ? body : {}).map((name) => ({ name })),
      );
    case 'headers':
      return headersReply(await session.head(service, path, asStranger), question.fields);
  }
};

const underKey = (body: unknown, key: string): unknown => (key === '' || !isMap(body) ? body : body[key]);

const askEach = async (session: OpenstackSession, question: AskedEach, parent: Reply | undefined): Promise<Reply> => {
  if (parent?.kind !== 'fine') return parent ?? { kind: 'absent', status: 0 };
  const items: Item[] = [];
  for (const thing of parent.items) {
    const path = question.path.replace('{id}', textIn(thing, 'id'));
    const reply = await ask(
      session,
      question.key === '' ? { ...question, path, reads: 'one' } : { ...question, path, reads: 'list' },
    );
    const of = textIn(thing, 'name');
    if (reply.kind === 'fine') items.push(...reply.items.map((item) => ({ of, ...item })));
    else items.push({ of, failed: reply.kind });
  }
  return { kind: 'fine', items };
};

const replyOf = <T>(answer: Answer<T>, itemsOf: (body: T) => readonly Item[]): Reply =>
  answer.kind === 'fine' ? { kind: 'fine', items: itemsOf(answer.body) } : { kind: answer.kind, status: answer.status };

/** A stranger who is turned away has still seen who answered. */
const headersReply = (answer: Answer, fields: readonly string[]): Reply =>
  answer.status > 0 ? { kind: 'fine', items: [picked(answer.headers, fields)] } : replyOf(answer, () => []);

/** What is kept of a thing; a field that it does not have, or that is empty, stays away. */
const picked = (thing: unknown, fields: readonly string[]): Item =>
  Object.fromEntries(
    fields.flatMap((field) => {
      const value = isMap(thing) ? thing[field] : undefined;
      return value === undefined || value === null ? [] : [[field, value]];
    }),
  );
