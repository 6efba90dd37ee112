import { type Proof, reasonOf } from './proof';

const part = 'deploy';

/**
 * A region where there is none: `sgc deploy` for the foundation and for one e-service, whose stack waits until people
 * have done their part; the CDK's own command for all the others, which is quicker.
 */
export const proveFirstDeployment = async (proof: Proof): Promise<boolean> => {
  const { findings, version } = proof;
  await proof.bootstrap();
  if (!proof.expectFine(part, 'the foundation, by sgc deploy', await proof.sgcDeploy('--layer', 'foundation'))) return false;
  const [service] = Object.values(version.plan.spaces).flatMap(({ services }) => Object.values(services));
  if (service === undefined) throw new Error('there is no e-service');
  const own = [`${service.name}-preparation`, service.name];
  const others = version.stacks.map(({ name }) => name).filter((name) => !own.includes(name));
  if (!proof.expectFine(part, `${others.length} stacks, by cdk deploy`, await proof.deployStacks(others))) return false;
  const waiting = await proof.sgcDeploy('--only', ...own);
  findings.expectNone(
    part,
    'an e-service waits for people, by sgc deploy',
    waiting.status === 1 && new RegExp(`^ {2}wait for a person: ${service.name}$`, 'm').test(waiting.output)
      ? []
      : [reasonOf(waiting)],
    `${service.name}; ${waiting.seconds.toFixed(0)} s`,
  );
  await proof.fillSignIns((name) => name === service.name);
  return proof.expectFine(part, 'and is deployed when they have done their part', await proof.sgcDeploy('--only', service.name));
};
