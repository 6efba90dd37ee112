import { createHash } from 'node:crypto';

/** What the page may do: its own style and script, known by their digests, and nothing from anywhere else. */
export const policy = (style: string, script: string): string =>
  [
    "default-src 'none'",
    `script-src '${digest(script)}'`,
    `style-src '${digest(style)}'`,
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');

const digest = (text: string): string => `sha256-${createHash('sha256').update(text).digest('base64')}`;
