import type { Made } from './mutation-operators';

/** Ways to weaken one line of what a host sets up, each with the words that it looks for. */
const weakenings: readonly (readonly [name: string, from: RegExp, to: string])[] = [
  ['yes', /(?<=[:=]\s?)yes$/, 'no'],
  ['on', /(?<=: ')on(?='$)/, 'off'],
  ['deny', /\bdeny\b/, 'allow'],
  ['drop', /\bdrop\b/, 'accept'],
  ['hostssl', /\bhostssl\b/, 'host'],
  ['scram', /\bscram-sha-256\b/, 'trust'],
  ['TLS', /TLSv1\.[23]/, 'TLSv1'],
  ['enabled', /enable --now/, 'disable --now'],
  ['disabled', /disable --now/, 'enable --now'],
  ['digest', /@sha256:[0-9a-f]{64}/, ':latest'],
  ['verify', /'-verify', /, ''],
  ['read-only', /--read-only /, ''],
  ['capabilities', /--cap-drop all/, '--privileged'],
  ['gain', /--security-opt no-new-privileges/, ''],
  ['journal', /--log-driver journald/, '--log-driver none'],
  ['encrypt', /= encrypt$/, '= may'],
  ['cipher', /aes256gcm16\S*/, '3des-sha1-modp1024'],
];

/** Each text that one weakened line makes of it; lines that say the same count once. */
export const weakened = (text: string): readonly Made[] => {
  const lines = text.split('\n');
  const seen = new Set<string>();
  return lines.flatMap((line, index) =>
    weakenings.flatMap(([name, from, to]) => {
      const made = line.replace(from, to);
      const what = `${name}: ${line
        .trim()
        .replace(/[0-9a-f]{12,}|\d+/g, '#')
        .slice(0, 70)}`;
      if (made === line || seen.has(what)) return [];
      seen.add(what);
      return [{ made: [...lines.slice(0, index), made, ...lines.slice(index + 1)].join('\n'), what }];
    }),
  );
};
