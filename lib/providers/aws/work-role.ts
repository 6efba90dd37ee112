import { type IPrincipal, ManagedPolicy, type PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';

export interface WorkRoleProps {
  readonly assumedBy: IPrincipal;
  readonly description: string;
  readonly statements: readonly PolicyStatement[];
}

/** A role for a machine: its permissions stand in one policy of their own, beside the role. */
export class WorkRole extends Role {
  constructor(scope: Construct, id: string, { assumedBy, description, statements }: WorkRoleProps) {
    super(scope, id, { assumedBy, description });
    if (statements.length === 0) return;
    // The role names its policy, not the other way round: who waits for the role then has its permissions too.
    this.addManagedPolicy(new ManagedPolicy(this, 'Policy', { description, statements: [...statements] }));
  }
}
