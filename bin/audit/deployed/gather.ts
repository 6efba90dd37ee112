import path from 'node:path';
import { deployedOf } from '../../../lib/report/audit/deployed';
import type { DeployedEntry } from '../../../lib/report/audit/deployed-entry';
import type { AuditInput } from '../../../lib/report/audit/input';
import { terraformProgram } from '../../deploy/tools';
import type { Io } from '../../io';
import { type Running, runningOnAws } from './aws';
import { runningOnOpenstack } from './openstack';

/** Asks each audited target what runs. `folder` holds what `sgc deploy` wrote, a folder for each target. */
export const gatherDeployed = async (io: Io, { region, targets }: AuditInput, folder: string): Promise<DeployedEntry> => {
  const artefacts = [];
  for (const target of targets) {
    const { plan, files, id } = target;
    if (region === null || plan === null) continue;
    const running: Running =
      plan.provider === 'aws'
        ? await runningOnAws(io, region.plan.region.id, plan, files)
        : await runningOnOpenstack(io, terraformProgram(io, undefined), path.join(folder, id), files);
    artefacts.push(...deployedOf(target, running.found, running.strangers));
  }
  return { on: io.today(), artefacts };
};
