import type { Evidence } from '../evidence/resource';
import type { Planning } from '../model/planning';
import type { Plan } from '../plan/plan';
import type { TargetPlan } from '../plan/target-plan';
import { availabilityOf } from './availability';
import { awsQuantities } from './aws-quantities';
import { carbonFor } from './carbon-input';
import { choicesOf } from './choices';
import type { ProfileInput } from './comparison-input';
import { counterOf } from './counter';
import type { Factors } from './factors';
import { familiesOf } from './families';
import { type Input, ownInput, type Written } from './input';
import { controlsOf, gapsOf, parityOf } from './ledger-count';
import { onceOf } from './once';
import { openstackQuantities } from './openstack-quantities';
import { peopleOf } from './people';
import { phrase, type Text } from './phrase';
import { pricedOf, type Shelf } from './pricing';
import { type Quantity, quantitiesOf } from './quantity';
import { sealOf } from './seal';
import { accessOf, notesOf, rebuildOf, residencyOf } from './surroundings';
import { useQuantities } from './use-quantities';
import type { Looked } from './wish';

/** What a profile is made of beside the region's own words. */
export interface Deployed {
  readonly plan: Plan;
  readonly target: TargetPlan;
  readonly evidence: Evidence;
  readonly shelf: Shelf;
  /** null: not looked at. */
  readonly controls: Looked | null;
  /** Why the region may not deploy there as it stands; empty: it may. */
  readonly refused: readonly Text[];
}

export interface Region {
  readonly planning: Planning | undefined;
  readonly written: Written;
  readonly currency: string;
  /** Day of the comparison. */
  readonly date: string;
  readonly factors: Factors;
}

export interface Made {
  readonly profile: ProfileInput;
  readonly inputs: readonly Input[];
}

/** Everything that was synthesized for a target and depends on use, before it has a price. */
export const quantitiesFor = ({ plan, target, evidence }: Pick<Deployed, 'plan' | 'target' | 'evidence'>): readonly Quantity[] =>
  quantitiesOf([
    ...(target.provider === 'aws' ? awsQuantities(plan, evidence) : openstackQuantities(plan, target, evidence)),
    ...useQuantities(plan, target),
  ]);

export const deployedProfile = (deployed: Deployed, region: Region): Made => {
  const { plan, target, shelf } = deployed;
  const { planning, written, currency, factors } = region;
  const counter = counterOf(region.date);
  const priced = [
    ...quantitiesFor(deployed).map((quantity) => pricedOf(quantity, shelf, currency, planning, written)),
    ...peopleOf(target.id, target.ledger, planning, written, currency),
  ];
  const lines = priced.map(({ line }) => line);
  const once = onceOf(target.id, lines, planning, written, currency);
  const availability = availabilityOf(plan, target, counter);
  const own = planning?.profiles?.[target.id];
  const seal = sealOf(target.id, own?.seal, written);
  const carbon = carbonFor(factors, target, own, written);
  const parity = parityOf(target, counter);
  const controls = controlsOf(target.id, deployed.controls, counter);
  const families = familiesOf(factors, target, lines);
  const zones = counter(`zones:${target.id}`, phrase('Failure zones in use'), 'zones', new Set(Object.values(target.zones)).size);
  const distance =
    own?.distanceKm === undefined
      ? undefined
      : ownInput(
          `distance:${target.id}`,
          phrase('Straight line to the cloud, a proxy of latency'),
          'km',
          own.distanceKm,
          written,
        );
  return {
    profile: {
      id: target.id,
      title: target.cloud.title,
      kind: target.provider,
      cloud: target.cloud.cloud,
      refused: deployed.refused,
      lines,
      once: once.lines,
      seal: seal.ids,
      choices: choicesOf(plan, target),
      carbon: carbon.ids,
      gaps: gapsOf(target, planning),
      parity: parity.ids,
      controls: controls.ids,
      availability: availability.lines,
      zones: zones.id,
      families: families.lines,
      distance: distance?.id ?? null,
      access: accessOf(target),
      residency: residencyOf(plan, target),
      rebuild: rebuildOf(target),
      notes: notesOf(target),
    },
    inputs: [
      ...priced.flatMap(({ inputs }) => inputs),
      ...once.inputs,
      ...seal.inputs,
      ...carbon.inputs,
      ...parity.inputs,
      ...controls.inputs,
      ...availability.inputs,
      ...families.inputs,
      zones,
      ...(distance === undefined ? [] : [distance]),
    ],
  };
};
