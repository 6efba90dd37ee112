import type { Plan } from '../../lib/plan/plan';
import { planOf } from '../plans';
import { synthesized } from './synthesized';

/** The reference region in one stage, without some of its e-services. */
const region = (...without: readonly string[]): Plan =>
  planOf('reference/municipal.yaml', (blueprint) => {
    const hosting = blueprint.hosting as Record<string, unknown>;
    const network = blueprint.network as { links: readonly { readonly from: string; readonly to: string }[] };
    for (const service of without) Reflect.deleteProperty(hosting, service);
    network.links = network.links.filter(({ from, to }) => ![from, to].some((end) => without.includes(end.split('/')[1] ?? '')));
    blueprint.stages = { production: {} };
  });

const whole = region();
const services = Object.values(whole.spaces).flatMap((space) =>
  Object.keys(space.services).map((service) => ({ space: space.id, service })),
);

/** Artefacts that may change when a service comes or goes: its own, its links', and the other ends of those. */
const concerned = (service: string): readonly string[] => [
  ...services.filter((one) => one.service === service).map((one) => `${one.space}/${one.service}`),
  ...Object.values(whole.links)
    .filter(({ from, to }) => from.service === service || to.service === service)
    .flatMap(({ id, from, to }) => [`link/${id}`, `${from.space}/${from.service}`, `${to.space}/${to.service}`]),
];

const changed = (a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): readonly string[] =>
  [...new Set([...a.keys(), ...b.keys()])].filter((id) => a.get(id) !== b.get(id));

describe.each(['aws', 'openstack'])('on %s', (target) => {
  let all: ReadonlyMap<string, string>;
  beforeAll(() => {
    all = synthesized(whole, target).templates;
  });

  test.each([...new Set(services.map(({ service }) => service))])(
    '%s comes and goes without touching any other artefact',
    (service) => {
      const mine = concerned(service);
      const touched = changed(all, synthesized(region(service), target).templates);
      expect(touched.length).toBeGreaterThan(0);
      // An artefact of its own may be cut into several files, such as its copy in the second site.
      expect(touched.filter((id) => !mine.some((own) => id === own || id.startsWith(`${own}/`)))).toEqual([]);
    },
  );
});
