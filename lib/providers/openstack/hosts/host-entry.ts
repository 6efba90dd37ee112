import type { IdentityPlan } from '../../../plan/identity-plan';
import type { ServicePlan, WebPlan } from '../../../plan/service-plan';
import type { CloudInit } from './cloud-init';
import { partPort } from './host-part';
import type { Template } from './host-peers';
import { unitsOf } from './host-secrets';

/** Port at which an entry host answers its twin about certificate challenges. */
export const challengePort = 8402;
/** Port at which an entry host answers linked services. */
export const linkPort = 8443;
export const entryRole = 'entry';
export const partRole = (part: string): string => `part-${part}`;

export interface HostEntryProps {
  readonly service: ServicePlan;
  readonly acmeDirectory: string;
  readonly contact: string;
  /** Whether the balancer announces the caller's address by the PROXY protocol. */
  readonly proxyProtocol: boolean;
  /** How people sign in; null: nobody needs to. */
  readonly signIn: { readonly protocol: IdentityPlan['citizens']['protocol']; readonly issuer: string } | null;
}

/** An entry host: Apache ends TLS, filters with ModSecurity and the OWASP rules, asks for the sign-in, and balances. */
export const hostEntry = (props: HostEntryProps): CloudInit => ({
  packages: ['apache2', 'certbot', 'libapache2-mod-security2', 'modsecurity-crs', 'ssl-cert', ...signInPackages(props)],
  files: [
    { path: '/etc/modsecurity/service.conf', mode: '0644', content: filter(props.service) },
    { path: '/usr/local/sbin/renew-certificate', mode: '0755', content: renew(props) },
    { path: '/usr/local/sbin/measure-entry', mode: '0755', content: measure },
    // Not at once: a balancer sends nobody here before it has seen a few answers.
    ...unitsOf('renew-certificate', 'Obtain and renew the certificate', 'OnActiveSec=3min', '12h'),
    // The first one may have to wait for the name to point here.
    {
      path: '/etc/systemd/system/renew-certificate.service.d/retry.conf',
      mode: '0644',
      content: '[Service]\nRestart=on-failure\nRestartSec=15min\n',
    },
    ...unitsOf('measure-entry', 'Count answers, errors and seconds', 'OnBootSec=2min', '60s'),
  ],
  commands: [
    "sed 's/^SecRuleEngine .*/SecRuleEngine On/' /etc/modsecurity/modsecurity.conf-recommended >/etc/modsecurity/modsecurity.conf",
    'mkdir -p /etc/service-tls /var/lib/acme/.well-known/acme-challenge',
    // Until the first certificate comes; symbolic links, so that a renewal is only a reload.
    'ln -sf /etc/ssl/certs/ssl-cert-snakeoil.pem /etc/service-tls/fullchain.pem && ln -sf /etc/ssl/private/ssl-cert-snakeoil.key /etc/service-tls/privkey.pem',
    'a2enmod headers http2 lbmethod_byrequests proxy proxy_balancer proxy_hcheck proxy_http remoteip rewrite security2 slotmem_shm ssl',
    'a2dissite 000-default && a2ensite service || true',
    'systemctl daemon-reload',
    'systemctl enable --now renew-certificate.timer measure-entry.timer',
  ],
});

const signInPackages = ({ signIn }: HostEntryProps): readonly string[] =>
  signIn === null ? [] : [signIn.protocol === 'oidc' ? 'libapache2-mod-auth-openidc' : 'libapache2-mod-auth-mellon'];

/** The site follows the hosts of each part. */
export const entryTemplate = (props: HostEntryProps): Template => ({
  path: '/etc/apache2/sites-available/service.conf',
  mode: '0644',
  owner: 'root',
  content: site(props),
  then: 'a2ensite --quiet service && apache2ctl configtest && systemctl reload-or-restart apache2',
});

const site = (props: HostEntryProps): string => `ServerName ${props.service.host}
ServerTokens Prod
ServerSignature Off
TraceEnable Off
Listen {self-address}:${challengePort}
LogFormat "%>s %D" answers
LogFormat "%a %u %t \\"%r\\" %>s %b %D \\"%{User-Agent}i\\"" access

<VirtualHost *:${challengePort}>
  DocumentRoot /var/lib/acme
  <Directory /var/lib/acme>
    Require all granted
  </Directory>
</VirtualHost>

<VirtualHost *:80>
  ServerName ${props.service.host}
${proxyProtocol(props)}  DocumentRoot /var/lib/acme
  <Directory /var/lib/acme>
    Require all granted
  </Directory>
  RewriteEngine On
  RewriteCond /var/lib/acme%{REQUEST_URI} !-f
  #each-other ${entryRole} RewriteRule ^(/\\.well-known/acme-challenge/[A-Za-z0-9_-]+)$ http://{address}:${challengePort}$1 [P,L]
  RewriteCond %{REQUEST_URI} !^/\\.well-known/acme-challenge/
  RewriteRule ^ https://${props.service.host}%{REQUEST_URI} [R=308,L]
</VirtualHost>
${secureSite(props, 443, proxyProtocol(props), protection(props))}${
  // Machines of a linked service come by another balancer, which announces nobody, and sign in to the service itself.
  props.service.answers.length === 0 ? '' : `Listen ${linkPort}\n${secureSite(props, linkPort, '', '')}`
}`;

const secureSite = (props: HostEntryProps, port: number, first: string, last: string): string => `
<VirtualHost *:${port}>
  ServerName ${props.service.host}
${first}  Protocols h2 http/1.1
  SSLEngine On
  SSLProtocol -all +TLSv1.2 +TLSv1.3
  SSLCipherSuite ECDHE+AESGCM:ECDHE+CHACHA20
  SSLHonorCipherOrder On
  SSLCertificateFile /etc/service-tls/fullchain.pem
  SSLCertificateKeyFile /etc/service-tls/privkey.pem
  Header always set Strict-Transport-Security "max-age=31536000"
  Header always set X-Content-Type-Options nosniff
  RequestHeader set X-Forwarded-Proto https
  RequestHeader unset X-Forwarded-For
  RequestHeader unset X-Remote-User
  CustomLog "|/usr/bin/systemd-cat --identifier=entry-access" access
  CustomLog "|/usr/bin/systemd-cat --identifier=entry-answers" answers
  ErrorDocument 503 "This service is not available at the moment. Please try again later."
  ProxyPreserveHost On
  ProxyTimeout 60
${byPriority(props.service).map(balancer).join('\n')}
${byPriority(props.service).map(route).join('\n')}
${last}</VirtualHost>
`;

const proxyProtocol = (props: HostEntryProps): string => (props.proxyProtocol ? '  RemoteIPProxyProtocol On\n' : '');

const byPriority = (service: ServicePlan): readonly WebPlan[] =>
  Object.values(service.web).sort((a, b) => a.priority - b.priority);

const balancer = (part: WebPlan): string => `  <Proxy balancer://${part.id}>
    #each ${partRole(part.id)} BalancerMember http://{address}:${partPort} retry=5 hcmethod=TCP hcinterval=5 hcpasses=1 hcfails=2
    ProxySet failonstatus=502,503 maxattempts=2
  </Proxy>`;

const route = (part: WebPlan): string =>
  `  ProxyPass ${part.path} balancer://${part.id}${part.path}\n  ProxyPassReverse ${part.path} balancer://${part.id}${part.path}`;

/** Whoever is not signed in gets no further; what is missing in the sign-in's configuration is refused too. */
const protection = ({ signIn }: HostEntryProps): string =>
  signIn === null
    ? ''
    : `  <IfFile /etc/apache2/sign-in.conf>
    Include /etc/apache2/sign-in.conf
    <Location />
      AuthType ${signIn.protocol === 'oidc' ? 'openid-connect' : 'Mellon'}
      Require valid-user
      RequestHeader set X-Remote-User "expr=%{REMOTE_USER}"
    </Location>
  </IfFile>
  <IfFile !/etc/apache2/sign-in.conf>
    <Location />
      Require all denied
    </Location>
  </IfFile>
`;

/** Bytes of a request: with files in it, and without. Larger ones are refused. */
const bodyLimits = { files: 104_857_600, text: 1_048_576 } as const;

/** The limit is the plan's; the other rules are the OWASP set's own defaults, in blocking mode. */
const filter = (service: ServicePlan): string => `SecAction "id:9000100,phase:1,pass,nolog,t:none,\\
  setvar:tx.dos_burst_time_slice=300,\\
  setvar:tx.dos_counter_threshold=${service.waf.requestsPer5MinutesPerAddress},\\
  setvar:tx.dos_block_timeout=300,\\
  setvar:'tx.allowed_methods=GET HEAD POST PUT PATCH DELETE OPTIONS'"
SecRequestBodyLimit ${bodyLimits.files}
SecRequestBodyNoFilesLimit ${bodyLimits.text}
SecAuditLogType Serial
SecAuditLogParts AHZ
`;

const renew = (props: HostEntryProps): string => `#!/bin/bash
set -euo pipefail
certbot certonly --non-interactive --agree-tos --keep-until-expiring --webroot --webroot-path /var/lib/acme \\
  --server ${props.acmeDirectory} --email ${props.contact} --domain ${props.service.host} --cert-name service
ln -sf /etc/letsencrypt/live/service/fullchain.pem /etc/service-tls/fullchain.pem
ln -sf /etc/letsencrypt/live/service/privkey.pem /etc/service-tls/privkey.pem
systemctl reload apache2
`;

const measure = `#!/usr/bin/python3
"""What the last minute's visitors got, for the alarms: answers, errors, the slowest twentieth, the certificate's end."""
import pathlib, subprocess, time

log = subprocess.run(['journalctl', '--identifier=entry-answers', '--since=-60s', '--output=cat'], capture_output=True, text=True).stdout
answers = [line.split() for line in log.splitlines() if len(line.split()) == 2]
seconds = sorted(int(micro) / 1e6 for _, micro in answers) or [0]
end = subprocess.run(['openssl', 'x509', '-noout', '-enddate', '-in', '/etc/service-tls/fullchain.pem'], capture_output=True, text=True).stdout
until = time.mktime(time.strptime(end.strip().split('=')[1], '%b %d %H:%M:%S %Y %Z')) if end else 0
text = f'''entry_answers {len(answers)}
entry_errors {sum(status.startswith('5') for status, _ in answers)}
entry_seconds_p95 {seconds[int(len(seconds) * 0.95)] if len(seconds) > 1 else seconds[0]}
entry_certificate_end_seconds {int(until)}
'''
folder = pathlib.Path('/var/lib/prometheus/node-exporter')
folder.mkdir(parents=True, exist_ok=True)
(folder / 'entry.prom.fresh').write_text(text)
(folder / 'entry.prom.fresh').rename(folder / 'entry.prom')
`;
