import type { Resource } from './resource';
import { known, reasonOf, type Seen, unseen } from './seen';

/** What a host sets up at its first boot; unknown where it comes from elsewhere. */
export const hostText = (host: Resource): Seen<string> => {
  const text = host.properties.user_data;
  if (text === undefined || text === null || text === '') return known('');
  if (typeof text !== 'string') return unseen('what it sets up at its first boot is no text');
  const whole = /^\$\{[^}]*\}$/.exec(text.trim());
  const reason =
    whole === null ? (text.length < 400 ? reasonOf(text) : undefined) : 'what it sets up at its first boot is an expression';
  if (reason !== undefined) return unseen(reason);
  return known(decoded(text));
};

/** Clouds take it plain or in Base64. */
const decoded = (text: string): string => {
  if (!/^[A-Za-z0-9+/=\s]{40,}$/.test(text)) return text;
  const plain = Buffer.from(text, 'base64').toString('utf8');
  return plain.startsWith('#') || plain.includes('\n') ? plain : text;
};
