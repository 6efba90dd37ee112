import type { Item, QuestionId, Replies, Reply } from '../../lib/discovery/question';
import toOperator from './answers-to-operator.json';
import toTenant from './answers-to-tenant.json';

/** What a real control plane answered (OpenStack Zed): to a tenant, and to a tenant together with its operator. */
export const answersToOperator = toOperator as unknown as Replies;
export const answersToTenant = toTenant as unknown as Replies;

export const listing = (...items: readonly Item[]): Reply => ({ kind: 'fine', items });
export const notInCatalogue: Reply = { kind: 'absent', status: 0 };
export const forbidden: Reply = { kind: 'forbidden', status: 403 };

/** The operator's answers with some of them replaced. */
export const withReplies = (changes: Partial<Record<QuestionId, Reply>>): Replies => ({ ...answersToOperator, ...changes });

/** The same reply to every question. */
export const everywhere = (reply: Reply): Replies =>
  Object.fromEntries(Object.keys(answersToOperator).map((id) => [id, reply])) as unknown as Replies;
