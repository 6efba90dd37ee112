import { baseHost, spaceHost } from '../../../../lib/providers/openstack/hosts/host-base';
import { hostWatched } from '../../../../lib/providers/openstack/hosts/host-watch';
import { plan, spaceOf } from '../synthesis';

const space = spaceOf('city-production');
const wayOut = '10.64.33.4';

describe('The base of a host', () => {
  const { files, commands } = spaceHost(plan, space);
  const contentOf = (path: string): string | undefined => files.find((file) => file.path === path)?.content;

  test('asks the way out for names, which DHCP does not tell', () => {
    expect(contentOf('/etc/systemd/resolved.conf.d/way-out.conf')).toBe(`[Resolve]\nDNS=${wayOut}\nDomains=~.\n`);
    expect(commands).toContain('systemctl try-restart systemd-resolved');
    expect(commands).toContain(`[ -L /etc/resolv.conf ] || echo 'nameserver ${wayOut}' >/etc/resolv.conf`);
  });

  test('brings nothing to measure with, where nobody may come to measure', () => {
    expect(spaceHost(plan, space).packages).not.toContain('prometheus-node-exporter');
    expect(hostWatched.packages).toContain('prometheus-node-exporter');
    expect(hostWatched.commands).toContain('systemctl restart prometheus-node-exporter');
  });

  test('leaves the resolvers of a proxy to its network', () => {
    const proxy = baseHost({ proxy: null, resolver: null, timeServers: [] });
    expect(proxy.files.map((file) => file.path)).not.toContain('/etc/systemd/resolved.conf.d/way-out.conf');
    expect(proxy.commands.join('\n')).not.toContain('resolv');
  });
});
