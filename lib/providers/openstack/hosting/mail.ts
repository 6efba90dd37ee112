import type { ServicePlan } from '../../../plan/service-plan';
import type { CloudInit } from '../hosts/cloud-init';

/** Port at which the entry hosts take mail from the service's own hosts. */
export const mailPort = 25;

export interface MailProps {
  readonly service: ServicePlan;
  /** Networks from which mail is taken. */
  readonly clients: readonly string[];
  /** Address and port at which the way out takes mail; null: none leaves, and it waits. */
  readonly relay: { readonly address: string; readonly port: number } | null;
}

/** Postfix on the entry hosts: takes mail from the service only, sends it on by TLS, keeps nothing. */
export const hostMail = (props: MailProps): CloudInit => ({
  packages: ['postfix'],
  files: [
    { path: '/etc/postfix/main.cf', mode: '0644', content: main(props) },
    { path: '/etc/postfix/senders', mode: '0644', content: `${props.service.mail.sender} OK\nalarms@${props.service.host} OK\n` },
  ],
  commands: ['postmap /etc/postfix/senders', 'systemctl enable postfix', 'systemctl restart postfix'],
});

const main = ({ service, clients, relay }: MailProps): string => `compatibility_level = 3.6
myhostname = ${service.host}
mydestination =
mynetworks = 127.0.0.0/8 ${clients.join(' ')}
inet_protocols = ipv4
${relay === null ? 'default_transport = retry:no relay is named in the options of this target' : `relayhost = [${relay.address}]:${relay.port}`}
smtpd_sender_restrictions = check_sender_access hash:/etc/postfix/senders, reject
smtpd_relay_restrictions = permit_mynetworks, reject
smtpd_recipient_limit = 50
smtp_tls_security_level = encrypt
smtp_tls_mandatory_protocols = >=TLSv1.2
message_size_limit = 10240000
`;
