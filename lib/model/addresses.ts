import { canonicalCidr, containsCidr, overlapsCidr } from './cidr';
import type { Check, Fault } from './contradiction';
import { listed } from './suggestion';

/** RFC 1918 and RFC 6598: what no one else on the internet uses. */
const privateNetworks = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10'] as const;

const ownAddresses: Check = {
  reads: ['network.addresses', 'network.spacePrefix'],
  ask: ({ network }, report) => {
    const path = ['network', 'addresses'];
    const prefix = Number(network.addresses.split('/')[1]);
    if (canonicalCidr(network.addresses) !== network.addresses) report(path, hostBits(network.addresses));
    if (!privateNetworks.some((block) => containsCidr(block, network.addresses))) {
      report(path, {
        code: 'SGC2308',
        message: `${network.addresses} is not private`,
        allowed: `a network within ${listed(privateNetworks)}`,
        repair: 'write `10.64.0.0/16`, or another private network that your region does not use',
      });
    } else if (prefix < 8 || prefix > 19) {
      const wanted = canonicalCidr(`${network.addresses.split('/')[0]}/${prefix < 8 ? 8 : 16}`);
      report(path, {
        code: 'SGC2309',
        message: `a /${prefix} is too ${prefix < 8 ? 'large' : 'small'} for a region`,
        allowed: 'a prefix from 8 to 19',
        repair: `write \`${wanted}\``,
      });
    } else if (network.spacePrefix < prefix + 2) {
      report(['network', 'spacePrefix'], {
        code: 'SGC2310',
        message: `blocks of /${network.spacePrefix} leave no room in ${network.addresses}`,
        allowed: `a prefix from ${Math.max(18, prefix + 2)} to 22`,
        repair: `write \`${Math.min(22, Math.max(20, prefix + 2))}\``,
      });
    }
  },
};

const hostBits = (cidr: string): Fault => ({
  code: 'SGC2307',
  message: `${cidr} names a single address, not a network`,
  allowed: canonicalCidr(cidr),
  repair: `write \`${canonicalCidr(cidr)}\``,
});

const remoteNetworks: Check = {
  reads: ['network.addresses', 'connectivity.*.remote.*', 'connectivity.*.tenant'],
  ask: (blueprint, report) => {
    const taken: { readonly cidr: string; readonly tenant: string; readonly what: string }[] = [];
    for (const [id, { tenant, remote }] of Object.entries(blueprint.connectivity)) {
      for (const [index, cidr] of remote.entries()) {
        const path = ['connectivity', id, 'remote', index];
        if (canonicalCidr(cidr) !== cidr) report(path, hostBits(cidr));
        const clash = overlapsCidr(cidr, blueprint.network.addresses)
          ? `the region's own ${blueprint.network.addresses}`
          : taken.find((other) => other.tenant === tenant && overlapsCidr(other.cidr, cidr))?.what;
        if (clash !== undefined) report(path, overlap(cidr, clash));
        taken.push({ cidr, tenant, what: `${cidr} of connection \`${id}\`` });
      }
    }
  },
};

const overlap = (cidr: string, other: string): Fault => ({
  code: 'SGC2311',
  message: `${cidr} overlaps ${other}`,
  allowed: 'networks that share no address',
  repair: 'remove one of the two, or write only the part that the other side needs',
});

const peers: Check = {
  reads: ['connectivity.*.peer', 'connectivity.*.tenant'],
  ask: (blueprint, report) => {
    const seen = new Map<string, string>();
    for (const [id, { peer, tenant }] of Object.entries(blueprint.connectivity)) {
      const path = ['connectivity', id, 'peer'];
      const other = seen.get(`${tenant} ${peer}`);
      if (privateNetworks.some((block) => containsCidr(block, `${peer}/32`)))
        report(path, {
          code: 'SGC2312',
          message: `${peer} is a private address, which no gateway on the internet has`,
          allowed: 'the public address of the other gateway',
          repair: 'ask the administrators of the other side for its public address',
        });
      if (other !== undefined)
        report(path, {
          code: 'SGC2313',
          message: `\`${other}\` leads to the gateway ${peer} too`,
          allowed: 'one connection to a gateway',
          repair: `add the networks to \`connectivity.${other}.remote\` and remove \`${id}\``,
        });
      seen.set(`${tenant} ${peer}`, id);
    }
  },
};

/** Addresses that are not private, not networks, too few, or someone else's. */
export const addressChecks: readonly Check[] = [ownAddresses, remoteNetworks, peers];
