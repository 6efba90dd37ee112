import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ControlGroup } from './control-group';
import type { Server } from './estate';
import type { Fabric } from './fabric';
import { ask, type Household, type Program, run, type Said, until } from './household';

export interface GuestProps {
  readonly house: Household;
  readonly fabric: Fabric;
  readonly server: Server;
  /** Folder with the root of the image. */
  readonly image: string;
}

/** A host of the region on this machine, booted with a NoCloud seed of exactly its user data. */
export abstract class Guest {
  /** Files of this guest alone. */
  protected readonly folder: string;
  protected program: Program | undefined;
  booted = 0;

  constructor(protected readonly props: GuestProps) {
    this.folder = path.join(props.house.folder, 'guests', this.name);
    mkdirSync(this.folder, { recursive: true });
  }

  get name(): string {
    return this.props.server.name;
  }

  /** Short name, such as `data-slots-a-1`. */
  get short(): string {
    return this.props.server.metadata.self ?? this.name;
  }

  get zone(): string {
    return /-([a-d])-\d+$/.exec(this.name)?.[1] ?? '';
  }

  get addresses(): readonly string[] {
    return this.props.server.ports.map(({ address }) => address);
  }

  get running(): boolean {
    return this.program?.running === true;
  }

  start(): void {
    this.program = this.launch();
    this.booted = Date.now();
  }

  /** As if the machine under it lost its power. */
  async kill(): Promise<void> {
    this.cut();
    await this.program?.ended;
  }

  /** Ends it at once. */
  protected cut(): void {
    this.program?.kill('SIGKILL');
  }

  /** Runs a shell command as root inside. */
  abstract exec(command: string, seconds?: number): Promise<Said>;
  protected abstract launch(): Program;

  /** What it was told at its first boot; written beside, never into it by other means. */
  protected seed(folder: string, network: unknown): void {
    const { server } = this.props;
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, 'user-data'), server.userData);
    writeFileSync(path.join(folder, 'meta-data'), JSON.stringify({ 'instance-id': server.id, 'local-hostname': server.name }));
    writeFileSync(path.join(folder, 'network-config'), JSON.stringify(network));
  }
}

/** A guest that shares this machine's kernel: boots in seconds, and can run everything but containers of its own. */
export class ContainerGuest extends Guest {
  private readonly root: string;
  private readonly disks: readonly string[];
  private readonly namespace: string;
  private readonly cards: readonly string[];
  private readonly group: ControlGroup;

  constructor(props: GuestProps) {
    super(props);
    this.root = path.join(this.folder, 'root');
    const at = (part: string): string => path.join(this.folder, part);
    for (const part of ['root', 'upper', 'work', 'containers']) mkdirSync(at(part), { recursive: true });
    props.house.mount(
      '-t',
      'overlay',
      'overlay',
      '-o',
      `lowerdir=${props.image},upperdir=${at('upper')},workdir=${at('work')}`,
      this.root,
    );
    this.group = new ControlGroup(this.name);
    props.house.later(() => this.group.remove());
    this.namespace = props.house.namespace(`sgc-g-${props.server.id.slice(0, 8)}`);
    this.cards = props.server.ports.map((_, i) => `ens${3 + i}`);
    props.server.ports.forEach((port, i) => props.fabric.card(port, this.namespace, this.cards[i] ?? ''));
    // Cards of a container have no address of their own making, so its udev would give them others.
    mkdirSync(path.join(this.root, 'etc/systemd/network'), { recursive: true });
    symlinkSync('/dev/null', path.join(this.root, 'etc/systemd/network/99-default.link'));
    this.disks = props.server.volumes.map((volume) => {
      const file = path.join(this.folder, `volume-${volume}`);
      run('truncate', ['-s', '3G', file]);
      const device = run('losetup', ['--find', '--show', file]).trim();
      props.house.later(() => run('losetup', ['--detach', device]));
      // As virtio shows a volume: by the first 20 characters of its id.
      return `--bind=${device}:/dev/disk/by-id/virtio-${volume.slice(0, 20)}`;
    });
  }

  /** Files that this guest wrote or changed. */
  get written(): string {
    return path.join(this.folder, 'upper');
  }

  protected launch(): Program {
    // A container may not set these for itself; each as its own user data say.
    const settings = this.props.server.userData.matchAll(/^ +(net\.[\w.]+) = (\d+)$/gm);
    for (const [, key, value] of settings)
      run('sysctl', ['-q', '-w', `${key ?? ''}=${value ?? ''}`], { namespace: this.namespace });
    const ethernets = Object.fromEntries(this.cards.map((card) => [card, { dhcp4: true }]));
    this.seed(path.join(this.root, 'var/lib/cloud/seed/nocloud'), { version: 2, ethernets });
    const [command, words] = this.group.around('systemd-nspawn', [
      ...['--quiet', '--register=no', '--keep-unit', '--boot', '--console=pipe'],
      ...[`--machine=${this.name}`, `--directory=${this.root}`],
      ...[
        `--network-namespace-path=/run/netns/${this.namespace}`,
        '--capability=CAP_NET_ADMIN',
        '--system-call-filter=@keyring',
        ...this.disks,
      ],
      // Containers within this one lie on a plain disk, as in a machine; layers on layers do not work.
      `--bind=${path.join(this.folder, 'containers')}:/var/lib/containers`,
    ]);
    const program = this.props.house.start(this.name, command, words);
    this.props.house.later(() => this.cut());
    return program;
  }

  /** Its first process first, with which all others inside end; it would outlive the program that holds it. */
  protected override cut(): void {
    const leader = this.leader();
    if (leader !== undefined) process.kill(leader, 'SIGKILL');
    super.cut();
  }

  /** In order, as by its own power button. */
  async shutDown(): Promise<void> {
    await this.exec('systemctl --no-block poweroff');
    const end = setTimeout(() => this.cut(), 180_000);
    await this.program?.ended;
    clearTimeout(end);
  }

  /** Lets it make control groups and change its own network's settings, which its own containers need; after each start. */
  async allowContainers(): Promise<void> {
    await until(120, async () => ((await this.exec('systemctl list-jobs', 20)).status === 0 ? true : undefined), 1);
    await this.exec(
      'mount -o remount,rw,bind /sys/fs/cgroup; for group in /sys/fs/cgroup/*/; do mount -o remount,rw,bind "$group"; done; mount --bind /proc/sys/net /proc/sys/net; mount -o remount,rw,bind /proc/sys/net',
    );
  }

  exec(command: string, seconds = 120): Promise<Said> {
    const leader = this.leader();
    if (leader === undefined) return Promise.resolve({ status: -1, text: 'not running' });
    const shell = [
      '/usr/bin/env',
      '-i',
      'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
      'HOME=/root',
      'LANG=C.UTF-8',
      '/bin/bash',
      '-c',
      command,
    ];
    return ask(
      'nsenter',
      [`--target=${leader}`, '--mount', '--uts', '--ipc', '--net', '--pid', '--cgroup', '--root', '--wd', '--', ...shell],
      { seconds },
    );
  }

  /** The first process inside; nspawn's own child of a child. */
  private leader(): number | undefined {
    const children = (pid: number): readonly number[] => {
      try {
        return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number);
      } catch {
        return [];
      }
    };
    const named = (pid: number): boolean => {
      try {
        return readFileSync(`/proc/${pid}/comm`, 'utf8').trim() === 'systemd';
      } catch {
        return false;
      }
    };
    const below = (pid: number): readonly number[] => children(pid).flatMap((child) => [child, ...below(child)]);
    return this.program === undefined ? undefined : below(this.program.pid).find(named);
  }
}
