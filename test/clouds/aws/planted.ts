import { Estate } from './estate';
import { Plants } from './plants';
import type { Proof } from './proof';
import { differencesIn } from './read-back';

/** A reading that finds nothing wrong proves nothing until it has found something: changes by hand are seen, each as what it is. */
export const provePlanted = async (proof: Proof): Promise<void> => {
  const estate = new Estate(proof.version, proof.sdk);
  const plants = new Plants(proof);
  const { login, region } = plants;
  for (const { what, type, doing, undoing, seen } of await plants.all()) {
    await proof.sdk.ask({ ...doing, login, region });
    const found = await differencesIn(estate, type);
    await proof.sdk.ask({ ...undoing, login, region });
    const after = await differencesIn(estate, type);
    proof.findings.expectNone(
      'planted',
      what,
      [
        ...(found.some((line) => seen.test(line)) ? [] : [`seen as ${found.join(' | ') || 'nothing'}`]),
        ...after.map((line) => `still there: ${line}`),
      ],
      `seen: ${found.find((line) => seen.test(line)) ?? ''}`,
    );
  }
};
