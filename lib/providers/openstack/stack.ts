import type { OpenstackTargetPlan } from '../../plan/target-plan';
import type { Plan } from '../../plan/plan';
import { OpenstackProvider } from './.gen/providers/openstack/provider';
import { type Construct, TerraformStack } from './engine';

/** Who applies a state: the cloud's operator, the manager of the region's domain, or a member of one project. */
export type Level = 'operator' | 'manager' | 'tenant';

export interface GovStackProps {
  readonly plan: Plan;
  readonly target: OpenstackTargetPlan;
  readonly level: Level;
  /** Project whose members apply it; `shared` for the region's own. Ignored above the tenant level. */
  readonly space: string;
}

/** A Terraform state of ours: provider by clouds.yaml entry, and always a backend, so that no path of this machine gets in. */
export class GovStack extends TerraformStack {
  constructor(scope: Construct, id: string, props: GovStackProps) {
    super(scope, id);
    const { cloud } = props.target;
    new OpenstackProvider(this, 'openstack', {
      cloud: cloud.cloudsYaml[props.level].replace('{space}', props.space),
      region: cloud.region,
    });
    this.addOverride('terraform.backend', { local: { path: `${id}.tfstate` } });
  }
}
