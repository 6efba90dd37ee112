import { idleUnits } from '../../lib/evidence/host-units';

const unit = (name: string, text = ''): string =>
  `  - path: /etc/systemd/system/${name}\n    content: |\n      [Service]\n${text === '' ? '' : `      ${text}\n`}`;
const installed = '[Install] WantedBy=multi-user.target';

describe('units that a host writes and does not switch on', () => {
  test.each([
    ['a timer that is on, and its service', `${unit('a.timer')}${unit('a.service')}  - systemctl enable --now a.timer\n`, []],
    ['a timer that is off', `${unit('a.timer')}${unit('a.service')}  - systemctl disable --now a.timer\n`, ['a.timer']],
    ['two at once', `${unit('a.timer')}${unit('b.timer')}  - systemctl enable --now a.timer b.timer\n`, []],
    ['a service that is installed and off', unit('a.service', installed), ['a.service']],
    ['a service that is on by its short name', `${unit('a.service', installed)}  - systemctl enable a\n`, []],
    ['a service that others call', unit('a.service'), []],
    ['a tunnel of a package that is off', '  - path: /etc/swanctl/swanctl.conf\n', ['strongswan.service']],
    ['nothing', '', []],
  ])('%s', (_, text, idle) => {
    expect(idleUnits(text)).toEqual(idle);
  });
});
