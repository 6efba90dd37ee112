/**
 * Units that a host writes for itself and never switches on. A timer starts its service, so that only the timer needs
 * to be on; a unit that nothing is installed into is called by others.
 */
export const idleUnits = (text: string): readonly string[] => {
  const written = new Set(
    [...text.matchAll(/path: \/etc\/systemd\/system\/([\w@.-]+\.(?:timer|service|socket))$/gm)].map(([, unit = '']) => unit),
  );
  const on = new Set(
    [...text.matchAll(/systemctl enable (?:--now )?([^\n"|&;]+)/g)].flatMap(([, units = '']) => units.trim().split(/\s+/)),
  );
  const packaged = packagedUnits.flatMap(([words, unit]) => (text.includes(words) ? [unit] : []));
  const needs = (unit: string): boolean =>
    unit.endsWith('.timer') || (isInstalled(text, unit) && !written.has(unit.replace(/\.(service|socket)$/, '.timer')));
  return [...[...written].filter(needs), ...packaged].filter((unit) => !on.has(unit) && !on.has(unit.replace(/\.service$/, '')));
};

/** Units that come with a package, and the words by which a host sets them up. */
const packagedUnits = [
  ['/etc/swanctl/', 'strongswan.service'],
  ['/etc/systemd/journal-remote.conf', 'systemd-journal-remote.socket'],
] as const;

/** Whether the text of a unit says what it belongs to. */
const isInstalled = (text: string, unit: string): boolean => {
  const start = text.indexOf(`path: /etc/systemd/system/${unit}\n`);
  const end = text.indexOf('  - path: ', start + 1);
  return /\bWantedBy=/.test(text.slice(start, end < 0 ? undefined : end));
};
