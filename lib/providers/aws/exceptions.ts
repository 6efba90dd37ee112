import { type App, CfnElement, Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { nagRulesOf } from '../../controls/audit/foreign-rules';
import type { AwsTargetPlan, ExceptionPlan } from '../../plan/target-plan';
import { acknowledge } from './acknowledgements';

/**
 * Tells the rule packs what the region's register knowingly leaves open, so that one entry is enough for the audit and
 * for them. An entry whose resource is not here changes nothing: the audit tells that it matches nothing.
 */
export const excuse = (app: App, { exceptions }: AwsTargetPlan): void => {
  const done = new Set<string>();
  for (const entry of exceptions) {
    const construct = found(app, entry);
    for (const rule of construct === undefined ? [] : nagRulesOf(entry.control)) {
      const key = `${rule} ${construct?.node.path ?? ''}`;
      // Two controls may share a rule; the first entry says why.
      if (construct !== undefined && !done.has(key))
        acknowledge(construct, { rule, reason: wordsOf(entry), review: entry.review });
      done.add(key);
    }
  }
};

const wordsOf = ({ control, reason, compensating, owner, ticket, expires }: ExceptionPlan): string =>
  `${control}: ${reason}; instead: ${compensating}; ${owner}, ${ticket}, until ${expires}`;

/** The resource by its logical id, or by the end of its path, as the audit names it. */
const found = (app: App, { artefact, resource }: ExceptionPlan): IConstruct | undefined => {
  const stack = app.node.children.find((child): child is Stack => child instanceof Stack && child.stackName === artefact);
  return stack?.node
    .findAll()
    .find(
      (node) =>
        CfnElement.isCfnElement(node) &&
        (stack.resolve(node.logicalId) === resource || node.node.path === resource || node.node.path.endsWith(`/${resource}`)),
    );
};
