#!/bin/bash
# A real OpenStack (Zed) control plane from Debian 12's own packages, on 127.0.0.1, with no hypervisor, no disks and
# no network devices behind it: APIs, databases, schedulers and message bus are real, and only the last step (boot a
# server, carve a volume, plug a port) does nothing.
#
#   control-plane.sh able       exits 1 and says why, where this machine cannot run it
#   control-plane.sh up         install what is missing, configure, start (safe to repeat)
#   control-plane.sh status     one line a service, OK or FAIL; exits 1 if anything fails
#   control-plane.sh complaints the last things that went wrong in the services, by their logs
#   control-plane.sh down       stop exactly the processes that `up` started (data are kept)
#   control-plane.sh wipe       down, then delete the data
#   control-plane.sh install P  install Debian packages without starting what they bring
#   control-plane.sh folder     where the data and clouds.yaml are
set -euo pipefail

HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
DIR=${OPENSTACK_CONTROL_PLANE:-${XDG_CACHE_HOME:-$HOME/.cache}/shared-gov-cloud/openstack}
IP=127.0.0.1  REGION=RegionOne  PASS=testbed
HOSTS="compute1 compute2 compute3"              # pretended hypervisors: as many as anti-affinity needs
RABBIT=5673  EPMD=4370  MEMCACHED=11411         # own ports, so that packaged ones are not disturbed
SOCK=$DIR/run/mariadb.sock
export PATH=/usr/sbin:/usr/bin:/sbin:/bin PYTHONPATH=$DIR/lib PYTHONWARNINGS=ignore
export OS_CLIENT_CONFIG_FILE=$DIR/clouds.yaml HOME=$DIR/etc
unset http_proxy https_proxy HTTP_PROXY HTTPS_PROXY

# Libraries rather than the daemon packages (nova-api, ...): the same code, without their init scripts.
# The *-common packages bring the api-paste.ini files.
PACKAGES="mariadb-server rabbitmq-server memcached python3-memcache uwsgi-core uwsgi-plugin-python3 curl
  python3-keystone python3-placement glance-common nova-common neutron-common cinder-common
  python3-octavia barbican-common designate-common manila-common heat-common python3-fixtures
  swift-proxy swift-account swift-container swift-object
  python3-neutron-vpnaas python3-neutron-dynamic-routing python3-networking-bgpvpn
  python3-openstackclient python3-octaviaclient python3-designateclient python3-barbicanclient
  python3-manilaclient python3-swiftclient python3-heatclient python3-neutronclient"

# name, port, health path
APIS="keystone 5000 /v3
placement 8778 /
glance 9292 /healthcheck
nova 8774 /
neutron 9696 /
cinder 8776 /
swift-proxy 8080 /healthcheck
barbican 9311 /
octavia 9876 /
designate 9001 /
manila 8786 /
heat 8004 /"

say() { echo "[$(date +%T)] $*"; }

# ---------------------------------------------------------------------------------- processes
# A process is known by its pid and its start time, so a reused pid is never signalled.
born()  { sed 's/.*) //' "/proc/$1/stat" 2>/dev/null | cut -d' ' -f20; }
alive() {                                       # alive NAME
  local pid t
  read -r pid t 2>/dev/null <"$DIR/run/$1.pid" && [ -n "$t" ] && [ "$(born "$pid")" = "$t" ]
}
start() {                                       # start NAME COMMAND...: its own session, output to a log
  local name=$1; shift
  alive "$name" && return
  setsid "$@" >>"$DIR/log/$name.log" 2>&1 </dev/null &
  local pid=$!
  echo "$pid $(born $pid)" >"$DIR/run/$name.pid"
}
stop() {                                        # stop NAME...: each with its process group
  local name pid t n
  for name; do alive "$name" && read -r pid t <"$DIR/run/$name.pid" && kill -TERM -- "-$pid" || true; done
  for name; do
    n=0
    while alive "$name" && [ $n -lt 100 ]; do sleep 0.1; n=$((n + 1)); done
    if alive "$name"; then read -r pid t <"$DIR/run/$name.pid"; kill -KILL -- "-$pid" || true; fi
    rm -f "$DIR/run/$name.pid"
  done
}
# A console script of a library, whether or not its daemon package is installed: py MODULE ARGS...
PY='import sys, importlib; m = sys.argv.pop(1); sys.argv[0] = m; sys.exit(importlib.import_module(m).main())'
# The configuration file is that of the module's project.
py()      { local m=$1; shift; /usr/bin/python3 -c "$PY" "$m" --config-file "$DIR/etc/${m%%.*}.conf" "$@"; }
startpy() { local n=$1 m=$2; shift 2; start "$n" /usr/bin/python3 -c "$PY" "$m" --config-file "$DIR/etc/${m%%.*}.conf" "$@"; }
# The WSGI applications (and barbican-manage) take no option: they look for ~/PROJECT.conf first.
startwsgi() {                                   # startwsgi NAME PORT SCRIPT
  # The router keeps connections on which nobody asks yet away from the workers: --http-socket would let each hold one.
  start "$1" uwsgi --plugins http,python3 --http $IP:"$2" --http-timeout 300 --wsgi-file "$3" \
    --processes 3 --master --die-on-term --enable-threads --lazy-apps --post-buffering 65535 \
    --buffer-size 65535 --add-header 'Connection: close' --disable-logging --procname-prefix "$1 "
}
wait_for() {                                    # wait_for SECONDS WHAT COMMAND...
  local n=$(($1 * 5)) what=$2; shift 2
  until "$@" >/dev/null 2>&1; do
    n=$((n - 1)); [ $n -gt 0 ] || { say "gave up waiting for $what; see $DIR/log"; return 1; }
    sleep 0.2
  done
}
answers() {                                     # answers PORT PATH: any HTTP answer below 500
  local code; code=$(curl -s -m 10 -o /dev/null -w '%{http_code}' "http://$IP:$1$2") || return 1
  [ "$code" -ge 200 ] && [ "$code" -lt 500 ]
}
sql() { mariadb --no-defaults -S "$SOCK" -u root "$@"; }
reporting() {                                   # reporting DATABASE BINARY COUNT: a daemon without a port is alive
  [ "$(sql -N -e "select count(*) from $1.services where \`binary\` = '$2'
    and updated_at > utc_timestamp() - interval 20 second")" -ge "$3" ]
}

# ---------------------------------------------------------------------------------- install
install() {                                     # install PACKAGE...: what is missing of them, with no daemon started
  local p missing=() shim= failed=
  for p; do
    [ "$(dpkg-query -W -f '${db:Status-Abbrev}' "$p" 2>/dev/null)" = "ii " ] || missing+=("$p")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  say "installing ${#missing[@]} packages and what they need"
  if [ ! -e /usr/sbin/policy-rc.d ]; then       # keep the packages from starting daemons
    shim=1; printf '#!/bin/sh\nexit 101\n' >/usr/sbin/policy-rc.d; chmod +x /usr/sbin/policy-rc.d
  fi
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends \
    -o Dpkg::Options::=--force-unsafe-io "${missing[@]}" \
    >"$DIR/log/install.log" 2>&1 || failed=1
  [ -z "$shim" ] || rm /usr/sbin/policy-rc.d
  [ -z "$failed" ] || { tail -20 "$DIR/log/install.log"; exit 1; }
}

# ---------------------------------------------------------------------------------- configure
db()   { echo "mysql+pymysql://root@localhost/$1?unix_socket=$SOCK&charset=utf8"; }
auth() { cat <<EOF                              # credentials of the one service account
auth_type = password
auth_url = http://$IP:5000
username = service
password = $PASS
project_name = service
user_domain_name = Default
project_domain_name = Default
region_name = $REGION
EOF
}
conf() { cat >"$DIR/etc/$1.conf" - <(cat <<EOF  # conf NAME <own part: what every oslo service shares is added
[DEFAULT]
transport_url = rabbit://guest:guest@$IP:$RABBIT/
state_path = $DIR/state
[database]
connection = $(db "$1")
max_pool_size = 5
[keystone_authtoken]
www_authenticate_uri = http://$IP:5000
memcached_servers = $IP:$MEMCACHED
$(auth)
[oslo_concurrency]
lock_path = $DIR/state/lock
[oslo_messaging_notifications]
driver = noop
EOF
) ; }

configure() {
  mkdir -p "$DIR"/{etc,lib/testbed-1.dist-info,log,run,state/lock,images,swift/disk,keystone/{fernet,credential}}

  # The four drivers that are not in the packages: out-of-tree drivers, found through PYTHONPATH.
  cat >"$DIR/lib/testbed_nova.py" <<'EOF'
import io
import os
import nova.cmd.compute                         # first: it puts eventlet in place
import nova.virt
from nova import context, objects
from nova.image import glance
from nova.virt import fake

class Driver(fake.FakeDriver):
    """Nova's own fake driver, which also survives a restart and makes images of servers."""
    def init_host(self, host):
        super().init_host(host)
        for i in objects.InstanceList.get_by_host(context.get_admin_context(), host):
            self.instances[i.uuid] = fake.FakeInstance(i.name, i.power_state, i.uuid)
            self.resources.claim(i.flavor.vcpus, i.flavor.memory_mb, i.flavor.root_gb)

    def detach_interface(self, context, instance, vif):
        # A card that was plugged before a restart, or before a resize moved the server, is there on a real hypervisor.
        self._interfaces.pop(vif['id'], None)

    def snapshot(self, ctx, instance, image_id, update_task_state):
        super().snapshot(ctx, instance, image_id, update_task_state)
        meta = {'status': 'active', 'disk_format': 'raw', 'container_format': 'bare'}
        glance.API().update(ctx, image_id, meta, io.BytesIO(bytes(512)), purge_props=False)

def main():                                     # nova-compute, which takes drivers from nova.virt only
    nova.virt.__path__.append(os.path.dirname(__file__))
    return nova.cmd.compute.main()
EOF
  cat >"$DIR/lib/testbed_neutron.py" <<'EOF'
from neutron_lib.plugins.ml2 import api

class Driver(api.MechanismDriver):
    """Binds every port at once, on any host; there is no agent to wait for."""
    def initialize(self):
        pass

    def bind_port(self, context):
        context.set_binding(context.segments_to_bind[0][api.ID], 'ovs',
                            {'port_filter': True, 'connectivity': 'l2'}, status='ACTIVE')
EOF
  cat >"$DIR/lib/testbed_cinder.py" <<'EOF'
from cinder.volume import driver

class Driver(driver.VolumeDriver):
    """Volumes without bytes."""
    VERSION = '1'

    def _nothing(self, *args, **kwargs):
        pass

    check_for_setup_error = create_volume = delete_volume = extend_volume = _nothing
    create_snapshot = delete_snapshot = revert_to_snapshot = _nothing
    create_cloned_volume = create_volume_from_snapshot = _nothing
    create_export = ensure_export = remove_export = terminate_connection = _nothing

    def clone_image(self, *args):               # "cloned", so nothing is downloaded
        return {}, True

    def retype(self, *args):
        return True, {}

    def initialize_connection(self, volume, connector, **kwargs):
        return {'driver_volume_type': 'fake', 'data': {'volume_id': volume.id}}

    def _update_volume_stats(self):
        self._stats = dict(volume_backend_name='testbed', vendor_name='testbed', driver_version='1',
                           storage_protocol='fake', total_capacity_gb='infinite',
                           free_capacity_gb='infinite', reserved_percentage=0,
                           multiattach=True, online_extend_support=True)
EOF
  cat >"$DIR/lib/testbed_octavia.py" <<'EOF'
from octavia.network.drivers.neutron.allowed_address_pairs import AllowedAddressPairsDriver
from octavia.network.drivers.noop_driver.driver import NoopNetworkDriver

class Driver(NoopNetworkDriver):
    """For the worker: plugs nothing, but gives back the VIP port that the API made in Neutron."""
    def deallocate_vip(self, vip):
        AllowedAddressPairsDriver().deallocate_vip(vip)
EOF
  cat >"$DIR/lib/testbed-1.dist-info/entry_points.txt" <<'EOF'
[neutron.ml2.mechanism_drivers]
testbed = testbed_neutron:Driver
[octavia.network.drivers]
testbed = testbed_octavia:Driver
EOF
  printf 'Metadata-Version: 2.1\nName: testbed\nVersion: 1\n' >"$DIR/lib/testbed-1.dist-info/METADATA"

  conf keystone <<EOF
[fernet_tokens]
key_repository = $DIR/keystone/fernet
[credential]
key_repository = $DIR/keystone/credential
[identity]
password_hash_rounds = 4
[cache]
enabled = true
backend = oslo_cache.memcache_pool
memcache_servers = $IP:$MEMCACHED
[oslo_policy]
policy_file = $HERE/domain-manager.yaml
EOF
  conf placement <<EOF
[placement_database]
connection = $(db placement)
EOF
  conf glance <<EOF
[DEFAULT]
bind_host = $IP
workers = 0
enabled_backends =
[glance_store]
stores = file,http
default_store = file
filesystem_store_datadir = $DIR/images
[paste_deploy]
flavor = keystone
config_file = /etc/glance/glance-api-paste.ini
EOF
  conf nova <<EOF
[DEFAULT]
compute_driver = testbed_nova.Driver
osapi_compute_listen = $IP
osapi_compute_workers = 1
enabled_apis = osapi_compute
allow_resize_to_same_host = true
block_device_allocate_retries_interval = 1
instances_path = $DIR/state
[api_database]
connection = $(db nova_api)
[wsgi]
api_paste_config = /etc/nova/api-paste.ini
[conductor]
workers = 1
[scheduler]
workers = 1
[filter_scheduler]
track_instance_changes = false
[quota]
instances = -1
cores = -1
ram = -1
server_groups = -1
server_group_members = -1
key_pairs = -1
[glance]
api_servers = http://$IP:9292
[neutron]
$(auth)
[placement]
$(auth)
[cinder]
$(auth)
[service_user]
send_service_user_token = true
$(auth)
[key_manager]
backend = barbican
[barbican]
barbican_endpoint = http://$IP:9311
auth_endpoint = http://$IP:5000/v3
EOF
  # nova-compute goes through the conductor, and must not know the databases
  local h; for h in $HOSTS; do
    { grep -v ^connection "$DIR/etc/nova.conf"; printf '[DEFAULT]\nhost = %s\n' "$h"; } >"$DIR/etc/nova-$h.conf"
  done
  # The openvswitch mechanism driver is listed only so that the trunk and QoS plugins find a driver
  # that they can validate against; `testbed`, first in the list, does every binding.
  conf neutron <<EOF
[DEFAULT]
bind_host = $IP
core_plugin = ml2
service_plugins = router,qos,trunk,port_forwarding,segments,metering,network_ip_availability,vpnaas,bgp,bgpvpn
api_paste_config = /etc/neutron/api-paste.ini
dns_domain = testbed.test.
[ml2]
mechanism_drivers = testbed,openvswitch
extension_drivers = port_security,qos,dns_domain_ports
type_drivers = local,flat,vlan,vxlan
tenant_network_types = vxlan
[ml2_type_flat]
flat_networks = *
[ml2_type_vlan]
network_vlan_ranges = physnet1:100:999
[ml2_type_vxlan]
vni_ranges = 1:9999
[service_providers]
service_provider = VPN:strongswan:neutron_vpnaas.services.vpn.service_drivers.ipsec.IPsecVPNDriver:default
service_provider = BGPVPN:Dummy:networking_bgpvpn.neutron.services.service_drivers.driver_api.BGPVPNDriver:default
[quotas]
default_quota = -1
quota_network = -1
quota_subnet = -1
quota_port = -1
quota_router = -1
quota_floatingip = -1
quota_security_group = -1
quota_security_group_rule = -1
[nova]
$(auth)
[placement]
$(auth)
EOF
  conf cinder <<EOF
[DEFAULT]
osapi_volume_listen = $IP
osapi_volume_workers = 1
api_paste_config = /etc/cinder/api-paste.ini
auth_strategy = keystone
glance_api_servers = http://$IP:9292
enabled_backends = testbed
default_volume_type = standard
periodic_interval = 10
periodic_fuzzy_delay = 0
backend_stats_polling_interval = 10
quota_volumes = -1
quota_snapshots = -1
quota_gigabytes = -1
rootwrap_config = /etc/cinder/rootwrap.conf
resource_query_filters_file = /etc/cinder/resource_filters.json
[testbed]
volume_driver = testbed_cinder.Driver
volume_backend_name = testbed
[nova]
$(auth)
[service_user]
send_service_user_token = true
$(auth)
EOF
  conf octavia <<EOF
[api_settings]
bind_host = $IP
api_base_uri = http://$IP:9876
auth_strategy = keystone
enabled_provider_drivers = amphora:the amphora provider, octavia:its old name
default_provider_driver = amphora
[controller_worker]
amphora_driver = amphora_noop_driver
compute_driver = compute_noop_driver
network_driver = allowed_address_pairs_driver
loadbalancer_topology = SINGLE
amp_boot_network_list = 00000000-0000-0000-0000-000000000001
amp_flavor_id = 1
client_ca = $DIR/etc/ca.pem
workers = 1
[certificates]
cert_manager = barbican_cert_manager
ca_certificate = $DIR/etc/ca.pem
ca_private_key = $DIR/etc/ca.key
server_certs_key_passphrase = insecure-key-do-not-use-this-key
[health_manager]
heartbeat_key = $PASS
[oslo_messaging]
topic = octavia
[service_auth]
$(auth)
[neutron]
region_name = $REGION
EOF
  printf '[controller_worker]\nnetwork_driver = testbed\n' >"$DIR/etc/octavia-worker.conf"
  [ -e "$DIR/etc/ca.pem" ] || openssl req -x509 -newkey rsa:2048 -nodes -days 3650 -subj /CN=testbed \
    -keyout "$DIR/etc/ca.key" -out "$DIR/etc/ca.pem" 2>/dev/null
  conf barbican <<EOF
[DEFAULT]
sql_connection = $(db barbican)
db_auto_create = false
host_href = http://$IP:9311
[queue]
enable = false
[secretstore]
enabled_secretstore_plugins = store_crypto
[crypto]
enabled_crypto_plugins = simple_crypto
[simple_crypto_plugin]
kek = 'dGhpcnR5X3R3b19ieXRlX2tleWJsYWhibGFoYmxhaGg='
EOF
  # The pool's one nameserver is designate-mdns itself, so no BIND is needed to make zones ACTIVE.
  conf designate <<EOF
[service:api]
listen = $IP:9001
api_base_uri = http://$IP:9001/
api_paste_config = /etc/designate/api-paste.ini
auth_strategy = keystone
enable_api_v2 = true
enable_host_header = true
workers = 1
quotas_verify_project_id = false
[service:central]
workers = 1
[service:mdns]
listen = $IP:5354
workers = 1
[service:worker]
workers = 1
poll_delay = 1
poll_retry_interval = 1
[service:producer]
workers = 1
[storage:sqlalchemy]
connection = $(db designate)
EOF
  cat >"$DIR/etc/pools.yaml" <<EOF
- name: default
  description: default
  attributes: {}
  ns_records: [{hostname: ns1.testbed.test., priority: 1}]
  nameservers: [{host: $IP, port: 5354}]
  targets:
    - {type: fake, description: none, masters: [{host: $IP, port: 5354}], options: {host: $IP, port: 5354}}
EOF
  conf manila <<EOF
[DEFAULT]
osapi_share_listen = $IP
osapi_share_workers = 1
api_paste_config = /etc/manila/api-paste.ini
rootwrap_config = /etc/manila/rootwrap.conf
auth_strategy = keystone
enabled_share_backends = dummy
enabled_share_protocols = NFS,CIFS
default_share_type = default
[dummy]
share_driver = manila.tests.share.drivers.dummy.DummyDriver
share_backend_name = dummy
driver_handles_share_servers = false
dummy_driver_default_driver_method_delay = 0
dummy_driver_driver_methods_delays = create_share:0.1
[neutron]
$(auth)
EOF
  conf heat <<EOF
[DEFAULT]
num_engine_workers = 1
region_name_for_services = $REGION
stack_user_domain_name = heat
stack_domain_admin = heat_domain_admin
stack_domain_admin_password = $PASS
heat_metadata_server_url = http://$IP:8000
heat_waitcondition_server_url = http://$IP:8000/v1/waitcondition
[paste_deploy]
api_paste_config = /etc/heat/api-paste.ini
[heat_api]
bind_host = $IP
workers = 0
[trustee]
$(auth)
[clients_keystone]
auth_uri = http://$IP:5000
EOF

  # Swift: one device, one replica, no replicators. (/etc/swift/swift.conf comes with the package.)
  local t p
  for t in account:6202 container:6201 object:6200; do
    p=${t#*:} t=${t%:*}
    cat >"$DIR/etc/swift-$t.conf" <<EOF
[DEFAULT]
bind_ip = $IP
bind_port = $p
workers = 0
user = root
swift_dir = $DIR/etc
devices = $DIR/swift
mount_check = false
fallocate_reserve = 0
log_address = /dev/null
[pipeline:main]
pipeline = $t-server
[app:$t-server]
use = egg:swift#$t
EOF
    [ -e "$DIR/etc/$t.ring.gz" ] || (
      cd "$DIR/etc"
      swift-ring-builder $t.builder create 4 1 1
      swift-ring-builder $t.builder add --region 1 --zone 1 --ip $IP --port "$p" --device disk --weight 1
      swift-ring-builder $t.builder rebalance) >/dev/null
  done
  cat >"$DIR/etc/swift-proxy.conf" <<EOF
[DEFAULT]
bind_ip = $IP
bind_port = 8080
workers = 0
user = root
swift_dir = $DIR/etc
log_address = /dev/null
[pipeline:main]
pipeline = catch_errors healthcheck listing_formats bulk tempurl authtoken s3api s3token keystoneauth staticweb copy container-quotas account-quotas slo dlo versioned_writes symlink proxy-server
[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
allow_account_management = true
[filter:authtoken]
paste.filter_factory = keystonemiddleware.auth_token:filter_factory
www_authenticate_uri = http://$IP:5000
delay_auth_decision = true
memcached_servers = $IP:$MEMCACHED
$(auth)
[filter:keystoneauth]
use = egg:swift#keystoneauth
operator_roles = admin,member
[filter:s3token]
use = egg:swift#s3token
auth_uri = http://$IP:5000/v3
delay_auth_decision = true
$(auth)
[filter:s3api]
use = egg:swift#s3api
s3_acl = false
location = $REGION
[filter:versioned_writes]
use = egg:swift#versioned_writes
allow_versioned_writes = true
allow_object_versioning = true
$(for f in catch_errors healthcheck listing_formats bulk tempurl staticweb copy slo dlo symlink; do
    printf '[filter:%s]\nuse = egg:swift#%s\n' $f $f; done)
[filter:container-quotas]
use = egg:swift#container_quotas
[filter:account-quotas]
use = egg:swift#account_quotas
EOF

  local c; { echo clouds:; for c in admin tenant; do cat <<EOF
  $c:
    auth:
      auth_url: http://$IP:5000/v3
      username: $c
      password: $PASS
      project_name: $c
      user_domain_name: Default
      project_domain_name: Default
    region_name: $REGION
    identity_api_version: 3
EOF
  done; } >"$DIR/clouds.yaml"
}

# ---------------------------------------------------------------------------------- start
infrastructure() {
  [ -d "$DIR/mysql/mysql" ] || mariadb-install-db --no-defaults --user=root --datadir="$DIR/mysql" \
    --skip-test-db --auth-root-authentication-method=normal >"$DIR/log/mariadb-install.log" 2>&1
  # No network, no passwords (the socket is root's), and no fsync: the data are worth nothing.
  start mariadb mariadbd --no-defaults --user=root --datadir="$DIR/mysql" --socket="$SOCK" \
    --skip-networking --skip-grant-tables --max-connections=2000 --innodb-flush-log-at-trx-commit=0 \
    --innodb-flush-method=nosync --innodb-doublewrite=0 --innodb-buffer-pool-size=256M \
    --character-set-server=utf8mb3 --collation-server=utf8mb3_general_ci
  start epmd env ERL_EPMD_PORT=$EPMD epmd -address $IP -relaxed_command_check
  start memcached memcached -l $IP -p $MEMCACHED -U 0 -u root -m 128
  echo '[].' >"$DIR/etc/rabbit.plugins"
  printf 'listeners.tcp.1 = %s:%s\nlog.console = true\nlog.file = false\n' $IP $RABBIT >"$DIR/etc/rabbit.conf"
  mkdir -p "$DIR/rabbit"
  wait_for 20 epmd env ERL_EPMD_PORT=$EPMD epmd -names
  start rabbit env HOME="$DIR/rabbit" ERL_EPMD_PORT=$EPMD ERL_EPMD_ADDRESS=$IP \
    RABBITMQ_NODENAME=testbed@localhost RABBITMQ_DIST_PORT=$((RABBIT + 20000)) \
    RABBITMQ_CONFIG_FILE="$DIR/etc/rabbit.conf" RABBITMQ_ENABLED_PLUGINS_FILE="$DIR/etc/rabbit.plugins" \
    RABBITMQ_CONF_ENV_FILE=/dev/null RABBITMQ_MNESIA_BASE="$DIR/rabbit" RABBITMQ_LOG_BASE="$DIR/log" \
    RABBITMQ_PID_FILE="$DIR/rabbit/pid" RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS="-kernel inet_dist_use_interface {127,0,0,1} +sbwt none" \
    /usr/lib/rabbitmq/lib/rabbitmq_server-*/sbin/rabbitmq-server
  wait_for 60 MariaDB sql -e 'select 1'
  wait_for 60 RabbitMQ bash -c "exec 3<>/dev/tcp/$IP/$RABBIT"
}

databases() {                                   # schemas; the long ones side by side
  local d e="$DIR/etc" pids=() p
  for d in keystone placement glance nova nova_api nova_cell0 neutron cinder octavia barbican designate manila heat; do
    sql -e "CREATE DATABASE IF NOT EXISTS $d"
  done
  run() { local n=$1; shift; "$@" >>"$DIR/log/db-$n.log" 2>&1 || { say "FAILED: schema of $n, see $DIR/log/db-$n.log"; return 1; }; }
  { run nova py nova.cmd.manage api_db sync &&
    run nova py nova.cmd.manage cell_v2 map_cell0 --database_connection "$(db nova_cell0)" &&
    run nova py nova.cmd.manage db sync &&
    { grep -q cell1 <<<"$(sql -N -e 'select name from nova_api.cell_mappings')" ||
      run nova py nova.cmd.manage cell_v2 create_cell --name cell1; }; } & pids+=($!)
  { run neutron py neutron.db.migration.cli upgrade heads &&
    run cinder py cinder.cmd.manage db sync &&
    run heat py heat.cmd.manage db_sync; } & pids+=($!)
  { run keystone py keystone.cmd.manage db_sync &&
    run keystone py keystone.cmd.manage fernet_setup --keystone-user root --keystone-group root &&
    run keystone py keystone.cmd.manage credential_setup --keystone-user root --keystone-group root &&
    run keystone py keystone.cmd.manage bootstrap --bootstrap-password $PASS --bootstrap-region-id $REGION \
      --bootstrap-public-url http://$IP:5000/v3 --bootstrap-internal-url http://$IP:5000/v3 --bootstrap-admin-url http://$IP:5000/v3 &&
    run placement py placement.cmd.manage db sync &&
    run glance py glance.cmd.manage db_sync &&
    run octavia py octavia.db.migration.cli upgrade head &&
    run barbican py barbican.cmd.barbican_manage db upgrade &&
    run manila py manila.cmd.manage db sync &&
    run designate py designate.cmd.manage database sync; } & pids+=($!)
  for p in "${pids[@]}"; do wait "$p"; done
}

services() {
  local e="$DIR/etc" h
  startpy glance glance.cmd.api
  startwsgi placement 8778 /usr/bin/placement-api
  startpy nova nova.cmd.api_os_compute
  startpy nova-conductor nova.cmd.conductor
  startpy nova-scheduler nova.cmd.scheduler
  # Not its own server: of several processes, forked while it works, one once left a request without an answer.
  OS_NEUTRON_CONFIG_DIR=$e OS_NEUTRON_CONFIG_FILES=neutron.conf startwsgi neutron 9696 /usr/bin/neutron-api
  startpy cinder cinder.cmd.api
  startpy cinder-scheduler cinder.cmd.scheduler
  start swift-account swift-account-server "$e/swift-account.conf" -v
  start swift-container swift-container-server "$e/swift-container.conf" -v
  start swift-object swift-object-server "$e/swift-object.conf" -v
  start swift-proxy swift-proxy-server "$e/swift-proxy.conf" -v
  startwsgi barbican 9311 /usr/bin/barbican-wsgi-api
  startwsgi octavia 9876 /usr/bin/octavia-wsgi
  startpy octavia-worker octavia.cmd.octavia_worker --config-file "$e/octavia-worker.conf"
  startpy designate designate.cmd.api
  startpy designate-central designate.cmd.central
  startpy designate-mdns designate.cmd.mdns
  startpy designate-worker designate.cmd.worker
  startpy manila manila.cmd.api
  startpy manila-scheduler manila.cmd.scheduler
  startpy heat heat.cmd.api
  startpy heat-engine heat.cmd.engine
  for h in $HOSTS; do
    start "nova-$h" /usr/bin/python3 -c "$PY" testbed_nova --config-file "$e/nova-$h.conf"
  done
}

# What speaks once as it starts, and is not heard by a service that does not listen yet. Manila's scheduler, asked for
# its pools before it heard of one, answers "none" from its cache for ever.
backends() {
  wait_for 120 cinder-scheduler reporting cinder cinder-scheduler 1
  wait_for 120 manila-scheduler reporting manila manila-scheduler 1
  startpy cinder-volume cinder.cmd.volume
  startpy manila-share manila.cmd.share
  startpy designate-producer designate.cmd.producer
  wait_for 120 cinder-volume reporting cinder cinder-volume 1
  wait_for 120 manila-share reporting manila manila-share 1
}

# Accounts, catalogue and what else a cloud's operator provides; each made only where it is missing.
bootstrap() { /usr/bin/python3 - "$1" "$IP" "$REGION" "$PASS" "$DIR" <<'EOF'
import sys
import time
import openstack
phase, ip, region, password, folder = sys.argv[1:]
c = openstack.connect(cloud='admin')

def accounts():
    i = c.identity
    def one(kind, name, **kw):
        return getattr(i, 'find_' + kind)(name) or getattr(i, 'create_' + kind)(name=name, **kw)
    role = {r: one('role', r) for r in ('admin', 'manager', 'member', 'reader', 'service', 'creator', 'load-balancer_member', 'load-balancer_observer',
                                        'heat_stack_owner', 'heat_stack_user')}
    for who, roles in (('service', ('admin', 'service')),
                       ('admin', ('member', 'creator', 'load-balancer_member', 'heat_stack_owner')),
                       ('tenant', ('member', 'creator', 'load-balancer_member', 'heat_stack_owner'))):
        project, user = one('project', who), one('user', who, password=password)
        for r in roles:
            i.assign_project_role_to_user(project, user, role[r])
    domain = one('domain', 'heat')              # Heat's own users, for signals and wait conditions
    user = (i.find_user('heat_domain_admin', domain_id=domain.id) or
            i.create_user(name='heat_domain_admin', domain_id=domain.id, password=password))
    i.assign_domain_role_to_user(domain, user, role['admin'])
    for name, kind, path in (('placement', 'placement', ':8778'),
                             ('glance', 'image', ':9292'),
                             ('nova', 'compute', ':8774/v2.1'),
                             ('neutron', 'network', ':9696'),
                             ('cinderv3', 'volumev3', ':8776/v3/%(project_id)s'),
                             ('swift', 'object-store', ':8080/v1/AUTH_%(project_id)s'),
                             ('barbican', 'key-manager', ':9311'),
                             ('octavia', 'load-balancer', ':9876'),
                             ('designate', 'dns', ':9001'),
                             ('manila', 'share', ':8786/v1/%(project_id)s'),
                             ('manilav2', 'sharev2', ':8786/v2'),
                             ('heat', 'orchestration', ':8004/v1/%(project_id)s')):
        service = i.find_service(name) or i.create_service(name=name, type=kind)
        have = {e.interface for e in i.endpoints(service_id=service.id)}
        for interface in {'public', 'internal', 'admin'} - have:
            i.create_endpoint(service_id=service.id, interface=interface, region_id=region,
                              url='http://' + ip + path)

def furniture():
    public = c.network.find_network('public') or c.network.create_network(
        name='public', is_router_external=True, is_shared=False,
        provider_network_type='flat', provider_physical_network='physnet1')
    c.network.find_subnet('public') or c.network.create_subnet(
        name='public', network_id=public.id, ip_version=4, cidr='203.0.113.0/24',
        gateway_ip='203.0.113.1', is_dhcp_enabled=False)
    for name, vcpus, ram, disk in (('m1.tiny', 1, 512, 1), ('m1.small', 1, 2048, 20),
                                   ('m1.medium', 2, 4096, 40), ('m1.large', 4, 8192, 80)):
        c.compute.find_flavor(name) or c.compute.create_flavor(name=name, vcpus=vcpus, ram=ram, disk=disk)
    c.image.find_image('tiny') or c.create_image(
        'tiny', filename=folder + '/tiny.raw', disk_format='raw', container_format='bare',
        visibility='public', wait=True)
    for name in ('standard', 'ssd'):
        c.block_storage.find_type(name) or c.block_storage.create_type(name=name)
    share = c.shared_file_system
    # Until a scheduler has heard of a backend it finds no place for anything.
    for pools in (lambda: list(c.block_storage.backend_pools()),
                  lambda: share.get('/scheduler-stats/pools', microversion='2.50').json()['pools']):
        until = time.time() + 150
        while not pools():
            if time.time() > until:
                sys.exit('a scheduler of volumes or shares knows no backend')
            time.sleep(0.5)
    # Neutron makes a project's group 'default' when the project first asks it for something: not in the middle of a proof.
    service = c.identity.find_project('service').id
    c.network.delete_security_group(c.network.create_security_group(name='first', project_id=service))
    if not share.get('/types', microversion='2.50').json()['share_types']:
        share.post('/types', microversion='2.50', json={'share_type': {
            'name': 'default', 'extra_specs': {'driver_handles_share_servers': 'false'}}}).raise_for_status()

globals()[phase]()
EOF
}

up() {
  mkdir -p "$DIR"/{log,run}
  # shellcheck disable=SC2086                   # one word a package
  install $PACKAGES
  umask 077
  say "configuring in $DIR"; configure
  say "MariaDB and RabbitMQ"; infrastructure
  [ -e "$DIR/state/schemas" ] || { say "database schemas"; databases; touch "$DIR/state/schemas"; }
  startwsgi keystone 5000 /usr/bin/keystone-wsgi-public
  wait_for 60 keystone answers 5000 /v3
  say "accounts and catalogue"; bootstrap accounts
  say "services"; services
  backends
  local name port path
  while read -r name port path; do wait_for 120 "$name" answers "$port" "$path" || true; done <<<"$APIS"
  wait_for 120 nova-compute reporting nova nova-compute "$(wc -w <<<"$HOSTS")"
  py nova.cmd.manage cell_v2 discover_hosts >>"$DIR/log/bootstrap.log" 2>&1
  py designate.cmd.manage pool update --file "$DIR/etc/pools.yaml" >>"$DIR/log/bootstrap.log" 2>&1
  say "public network, flavors, image, types"; truncate -s 64K "$DIR/tiny.raw"; bootstrap furniture
  status >/dev/null || { status | grep FAIL; exit 1; }
  say "up: export OS_CLIENT_CONFIG_FILE=$DIR/clouds.yaml OS_CLOUD=tenant"
}

names() { ls "$DIR/run" 2>/dev/null | sed -n 's/\.pid$//p'; }

down() {
  local rest; rest=$(names | grep -vxE 'mariadb|epmd|rabbit|memcached' || true)
  stop $rest; stop rabbit; stop epmd memcached mariadb
}

status() {
  local name port path bad=0 seen=
  while read -r name port path; do
    if alive "$name" && answers "$port" "$path"; then printf '%-20s OK    http://%s:%s\n' "$name" $IP "$port"
    else printf '%-20s FAIL  http://%s:%s  %s\n' "$name" $IP "$port" "$DIR/log/$name.log"; bad=1; fi
    seen="$seen $name "
  done <<<"$APIS"
  for name in $(names); do
    [[ $seen == *" $name "* ]] && continue
    if alive "$name"; then printf '%-20s OK\n' "$name"; else printf '%-20s FAIL  %s\n' "$name" "$DIR/log/$name.log"; bad=1; fi
  done
  return $bad
}

complaints() {                                  # without the frames of traces, and Keystone's word for each refusal
  (cd "$DIR/log" && grep -aE ' [0-9]+ (ERROR|CRITICAL) |^(Exception ignored|DAMN)|^respawned' ./*.log |
    grep -avE 'keystone\.server\.flask|(\]|[a-z]) +(File "|    |\^)|Traceback|During handling|_removeHandlerRef|(\]|[a-z]) (.\[00m)?$' | cut -c 1-400 | sort -u | tail -n 40) || true
}

able() {
  . /etc/os-release
  [ "${ID:-} ${VERSION_ID:-}" = 'debian 12' ] || { echo 'the OpenStack packages used are those of Debian 12'; exit 1; }
  [ "$(id -u)" = 0 ] || { echo 'installing and starting OpenStack asks for root'; exit 1; }
  local name port path
  while read -r name port path; do
    alive "$name" || ! (exec 3<>"/dev/tcp/$IP/$port") 2>/dev/null || { echo "port $port is taken by something else"; exit 1; }
  done <<<"$APIS"
}

case ${1:-} in
  able) able ;;
  install) shift; mkdir -p "$DIR/log"; install "$@" ;;
  folder) echo "$DIR" ;;
  up) able; up ;;
  complaints) complaints ;;
  down) down ;;
  status) status ;;
  wipe) down; rm -rf "$DIR" ;;
  *) sed -n '2,12s/^# \{0,1\}//p' "$0"; exit 2 ;;
esac
