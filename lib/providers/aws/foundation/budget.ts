import { CfnBudget } from 'aws-cdk-lib/aws-budgets';
import type { Construct } from 'constructs';
import type { FoundationPlan } from '../../../plan/foundation-plan';
import type { AwsTargetPlan } from '../../../plan/target-plan';
import { nameOf } from '../../../plan/name';
import { allAccounts } from '../accounts';
import { lacks } from '../lacks';

export interface BudgetProps {
  readonly foundation: FoundationPlan;
  readonly target: AwsTargetPlan;
}

/** Warns people at shares of an account's part of the region's budget, for what was spent and for what is foreseen. */
export class Budget extends CfnBudget {
  constructor(scope: Construct, id: string, { foundation, target }: BudgetProps) {
    const subscribers = [{ subscriptionType: 'EMAIL', address: foundation.contacts.operations }];
    const notify = (notificationType: 'ACTUAL' | 'FORECASTED', threshold: number) => ({
      notification: { notificationType, comparisonOperator: 'GREATER_THAN', threshold, thresholdType: 'PERCENTAGE' },
      subscribers,
    });
    super(scope, id, {
      budget: {
        budgetName: nameOf('generic', foundation.name, 'monthly'),
        budgetType: 'COST',
        timeUnit: 'MONTHLY',
        budgetLimit: { amount: Math.floor(foundation.budget.monthly / allAccounts(target).length), unit: billedIn(target) },
      },
      notificationsWithSubscribers: [
        ...foundation.budget.alertPercents.map((percent) => notify('ACTUAL', percent)),
        notify('FORECASTED', 100),
      ],
    });
  }
}

/** Whether the target's region knows budgets; where it does not, the ledger says so. */
export const hasBudgets = (target: AwsTargetPlan): boolean => !lacks(target.cloud, 'AWS::Budgets::Budget');

/** Accounts of the large partition are billed in dollars, those of the sovereign one in euros; amounts are taken as they stand. */
const billedIn = (target: AwsTargetPlan): string => (target.cloud.partition === 'aws-eusc' ? 'EUR' : 'USD');
