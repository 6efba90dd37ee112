import type { Evidence } from '../evidence/resource';
import type { Place } from './need';

/** Every account and region (or every account, once) that anything is written for, in the order of the artefacts. */
export const placesOf = ({ artefacts }: Evidence, scope: 'region' | 'account'): readonly Place[] => {
  const places = artefacts.map(({ account, region }) => ({ account, region: scope === 'region' ? region : 'global' }));
  return [...new Map(places.map((place) => [`${place.account}/${place.region}`, place])).values()];
};

/** Whether an artefact lies at a place; every region of an account is part of its global one. */
export const isAt = (artefact: Place, place: Place): boolean =>
  artefact.account === place.account && (place.region === 'global' || artefact.region === place.region);
