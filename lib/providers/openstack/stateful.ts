/**
 * Resource types that hold state or carry addresses, with the arguments whose change replaces them
 * (ForceNew in the provider's source at v3.4.0).
 */
export const statefulTypes: Readonly<Record<string, readonly string[]>> = {
  openstack_blockstorage_volume_v3: ['availability_zone', 'backup_id', 'image_id', 'snapshot_id', 'source_vol_id'],
  openstack_db_instance_v1: ['datastore', 'flavor_id', 'name', 'network', 'size', 'volume_type'],
  openstack_dns_zone_v2: ['name', 'type'],
  openstack_identity_group_v3: ['domain_id'],
  openstack_identity_project_v3: ['domain_id', 'is_domain', 'parent_id'],
  openstack_keymanager_secret_v1: ['name', 'payload_content_type', 'secret_type'],
  openstack_networking_network_v2: ['availability_zone_hints', 'segments', 'transparent_vlan'],
  openstack_networking_subnet_v2: ['cidr', 'ip_version', 'ipv6_address_mode', 'ipv6_ra_mode', 'network_id'],
  openstack_objectstorage_container_v1: ['name', 'storage_class', 'storage_policy'],
  openstack_sharedfilesystem_share_v2: ['availability_zone', 'share_network_id', 'share_proto', 'share_type'],
};
