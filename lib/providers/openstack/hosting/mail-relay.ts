/** Who takes the region's outgoing mail. */
export interface MailRelay {
  readonly host: string;
  readonly port: number;
}

/** From `host` or `host:port`; null when the region named none, and then no mail leaves. Submission (RFC 6409) is the default. */
export const mailRelayOf = (relay: string): MailRelay | null => {
  if (relay === '') return null;
  const [host = '', port = '587'] = relay.split(':');
  return { host, port: Number(port) };
};
