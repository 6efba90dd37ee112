import type { CloudInit } from './cloud-init';
import { unitsOf } from './host-secrets';

/** Marks of the credential that reaches the document containers and nothing else. */
export const documentMarks = ['documentsId', 'documentsSecret', 'documentsUrl'] as const;

/** Gives containers a short-lived token for their documents; the credential itself stays with the host. */
export const hostDocuments = (region: string): CloudInit => ({
  packages: [],
  files: [
    {
      path: '/etc/cloud-access/documents.json',
      mode: '0600',
      content: `${JSON.stringify({ identity: '@identityUrl@', id: '@documentsId@', secret: '@documentsSecret@', region })}\n`,
    },
    {
      path: '/usr/local/sbin/documents-token',
      mode: '0755',
      content: `#!/bin/bash
set -euo pipefail
umask 022
mkdir -p /run/service-secrets
CLOUD_CREDENTIAL=/etc/cloud-access/documents.json host-cloud token >/run/service-secrets/.documents-token
mv /run/service-secrets/.documents-token /run/service-secrets/documents-token
printf '%s' '@documentsUrl@' >/run/service-secrets/documents-url
`,
    },
    ...unitsOf('documents-token', 'Renew the token for documents', 'OnBootSec=10s', '20min'),
  ],
  commands: [
    'systemctl daemon-reload',
    'systemctl enable --now documents-token.timer',
    'systemctl start documents-token.service || true',
  ],
});
