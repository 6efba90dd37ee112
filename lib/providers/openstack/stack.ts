import type { OpenstackTargetPlan } from '../../plan/target-plan';
import type { Plan } from '../../plan/plan';
import { OpenstackProvider } from './.gen/providers/openstack/provider';
import { type Construct, TerraformOutput, TerraformStack } from './engine';
import { optionsOf } from './options';
import { rendered } from './rendered';

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
      // A cloud that asks to come back later (429 with Retry-After) is asked again, instead of ending the apply.
      maxRetries: 5,
    });
    this.addOverride('terraform.backend', backendOf(props.target, id));
  }

  /**
   * The engine would resolve everything once more here, to find values of other states. No value of ours crosses a
   * state and the backend is written above, so there is nothing to find.
   */
  override prepareStack(): void {
    return;
  }

  override toTerraform(): unknown {
    const outputs = this.node.findAll().some((node) => TerraformOutput.isTerraformOutput(node));
    return outputs ? super.toTerraform() : rendered(this, this['cdktfVersion'], this['rawOverrides']);
  }
}

/** Where a state is kept. Credentials come from the environment of whoever applies it. */
const backendOf = (target: OpenstackTargetPlan, id: string): Record<string, unknown> => {
  const { stateBackend } = optionsOf(target);
  switch (stateBackend.kind) {
    case 'local':
      return { local: { path: `${stateBackend.folder}/${target.id}/${id}.tfstate` } };
    case 'pg':
      return { pg: { schema_name: `${target.id}-${id}` } };
    case 'http':
      return { http: httpBackend(`${stateBackend.address.replace(/\/$/, '')}/${target.id}-${id}`) };
    case 's3':
      return { s3: s3Backend(`${target.id}/${id}.tfstate`, stateBackend) };
  }
};

const httpBackend = (address: string) => ({
  address,
  lock_address: `${address}/lock`,
  lock_method: 'POST',
  unlock_address: `${address}/lock`,
  unlock_method: 'DELETE',
});

/** An S3 end point that is not AWS's: none of AWS's checks apply. Its lock needs conditional writes, which the options see to. */
const s3Backend = (key: string, backend: { readonly bucket: string; readonly region: string; readonly endpoint: string }) => ({
  bucket: backend.bucket,
  key,
  region: backend.region,
  endpoints: { s3: backend.endpoint },
  use_path_style: true,
  use_lockfile: true,
  skip_credentials_validation: true,
  skip_metadata_api_check: true,
  skip_region_validation: true,
  skip_requesting_account_id: true,
  skip_s3_checksum: true,
});
