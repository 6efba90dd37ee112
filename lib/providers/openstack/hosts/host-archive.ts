import type { CloudInit } from './cloud-init';
import type { Template } from './host-peers';

/** Marks for the object store of the project `backup`, besides the host's credential. */
export const archiveMarks = ['backupUrl'] as const;

export interface ArchiveProps {
  /** Container, and a folder in it where several write. */
  readonly folder: string;
  readonly region: string;
}

/**
 * The way into the backup project: everything is encrypted on this host before it leaves (authenticated, by
 * rclone's crypt), and the host's credential may add but not delete.
 */
export const hostArchive = (props: ArchiveProps): CloudInit => ({
  packages: ['rclone'],
  files: [
    {
      path: '/etc/cloud-access/backup-store.conf',
      mode: '0600',
      content: `[away]
type = swift
auth = @identityUrl@
auth_version = 3
application_credential_id = @credentialId@
application_credential_secret = @credentialSecret@
region = ${props.region}
storage_url = @backupUrl@
`,
    },
    {
      path: '/usr/local/sbin/archive',
      mode: '0755',
      content: `#!/bin/bash
# archive COMMAND ARGUMENTS: rclone on the encrypted remote \`backup:\`.
set -euo pipefail
RCLONE_CRYPT_PASSWORD=$(rclone obscure - </etc/cloud-access/archive-key)
export RCLONE_CRYPT_PASSWORD RCLONE_CRYPT_REMOTE=away:${props.folder} RCLONE_CRYPT_FILENAME_ENCRYPTION=off RCLONE_CRYPT_DIRECTORY_NAME_ENCRYPTION=false
args=("\${@/#backup:/:crypt:}")
exec through-proxy rclone --config /etc/cloud-access/archive.conf "\${args[@]}"
`,
    },
  ],
  // One file, so that objects can be copied from one store to the other.
  commands: [
    'umask 077 && cat /etc/cloud-access/rclone.conf /etc/cloud-access/backup-store.conf >/etc/cloud-access/archive.conf',
  ],
});

/** The key in a file of its own. The first one stays: older backups need it. */
export const archiveKey = (secret: string): Template => ({
  path: '/etc/cloud-access/archive-key.offered',
  mode: '0600',
  owner: 'root',
  content: `{{secret:${secret}}}`,
  then: '[ -s /etc/cloud-access/archive-key ] || install -m 0600 /etc/cloud-access/archive-key.offered /etc/cloud-access/archive-key',
});
