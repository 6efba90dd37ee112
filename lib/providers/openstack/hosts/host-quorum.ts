import type { CloudInit } from './cloud-init';
import { databasePorts } from './host-database';
import type { Template } from './host-peers';

/** A member of the vote on the primary: etcd, on the database's hosts and on a witness where their number is even. */
export const hostQuorum = (folder: string): CloudInit => ({
  packages: ['etcd-client', 'etcd-server'],
  files: [{ path: '/usr/local/sbin/join-quorum', mode: '0755', content: join(folder) }],
  commands: [`install -d -o etcd -g etcd -m 0700 ${folder}`],
});

export const quorumTemplate = (role: string, folder: string): Template => ({
  path: '/etc/default/etcd',
  mode: '0644',
  owner: 'root',
  content: `ETCD_NAME={self}
ETCD_DATA_DIR=${folder}
ETCD_LISTEN_PEER_URLS=http://{self-address}:${databasePorts.quorumPeer}
ETCD_LISTEN_CLIENT_URLS=http://{self-address}:${databasePorts.quorumClient}
ETCD_ADVERTISE_CLIENT_URLS=http://{self-address}:${databasePorts.quorumClient}
ETCD_INITIAL_ADVERTISE_PEER_URLS=http://{self-address}:${databasePorts.quorumPeer}
ETCD_INITIAL_CLUSTER={{list ${role}|{name}=http://{address}:${databasePorts.quorumPeer}|,}}
ETCD_ENABLE_V2=false
`,
  // A running member keeps its place; a renewed host takes the place of its predecessor.
  then: 'systemctl is-active --quiet etcd || join-quorum',
});

const join = (folder: string): string => `#!/bin/bash
set -euo pipefail
. /etc/default/etcd
if [ ! -d ${folder}/member ]; then
  for word in \${ETCD_INITIAL_CLUSTER//,/ }; do
    peer=\${word#*=}
    client=\${peer%:*}:${databasePorts.quorumClient}
    [ "$client" = "$ETCD_ADVERTISE_CLIENT_URLS" ] && continue
    members=$(ETCDCTL_API=3 etcdctl --endpoints "$client" --command-timeout 3s member list 2>/dev/null) || continue
    old=$(awk -F ', ' -v name="$ETCD_NAME" '$2 == "started" && $3 == name { print $1 }' <<<"$members")
    if [ -n "$old" ]; then
      ETCDCTL_API=3 etcdctl --endpoints "$client" member remove "$old"
    elif grep -q "$ETCD_INITIAL_ADVERTISE_PEER_URLS" <<<"$members"; then
      # The others only wait for us: the first start of all.
      break
    fi
    ETCDCTL_API=3 etcdctl --endpoints "$client" member add "$ETCD_NAME" --peer-urls "$ETCD_INITIAL_ADVERTISE_PEER_URLS"
    echo 'ETCD_INITIAL_CLUSTER_STATE=existing' >>/etc/default/etcd
    break
  done
fi
systemctl enable etcd
systemctl start etcd
`;
