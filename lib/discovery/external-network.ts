import { namesIn, type Replies, sourceOf, textIn } from './question';
import { found, missing, type Setting, unread } from './setting';

/** The network from which public addresses come: the profile's as long as it exists, else the default one, else the first. */
export const externalNetworkOf = ({ externalNetworks }: Replies, current: string | undefined): Setting<string> => {
  const source = sourceOf('externalNetworks', externalNetworks);
  if (externalNetworks.kind !== 'fine') return unread(source);
  const names = [...namesIn(externalNetworks)].sort();
  if (current !== undefined && names.includes(current)) return found(current, source);
  const standard = externalNetworks.items.find((network) => network.is_default === true);
  const chosen = standard === undefined ? names[0] : textIn(standard, 'name');
  if (chosen === undefined)
    return missing('no external network is visible', 'a network with public addresses', 'ask the operator for one');
  const several = names.length > 1 ? [`${chosen} is one of ${names.length} external networks: ${names.join(', ')}`] : [];
  return found(chosen, source, several);
};
