import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Factors } from '../../lib/planning/factors';
import { packageRoot } from '../package-root';
import { rowsOf } from './csv';

/** Makes blueprints/factors/published.json from the facts beside this file: electricity, cooling, power, families by zone, the sovereignty framework. */

const factorsFile = 'blueprints/factors/published.json';

const factsIn = (name: string) => rowsOf(readFileSync(path.join(packageRoot, 'bin/prices/facts', `${name}.csv`), 'utf8'));

/** Two-letter codes of the countries in the file, by their English names. */
const codes = (): ReadonlyMap<string, string> => {
  const names = new Intl.DisplayNames(['en'], { type: 'region' });
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  const pairs = letters.flatMap((first) => letters.map((second) => `${first}${second}`));
  // Withdrawn codes, such as YU and UK, have the name of the country that stands for them now.
  const current = pairs.filter((code) => Intl.getCanonicalLocales(`und-${code}`)[0] === `und-${code}`);
  return new Map([...current.map((code): [string, string] => [names.of(code) ?? code, code]), ...renamed]);
};

const renamed: readonly [string, string][] = [
  ['Bosnia and Herzegovina', 'BA'],
  ['Turkey', 'TR'],
];

const grid = (): Factors['grid'] => {
  const byName = codes();
  return Object.fromEntries(
    factsIn('grid_carbon_intensity')
      .map((row): [string, Factors['grid'][string]] => {
        const code = byName.get(row.country ?? '');
        if (code === undefined) throw new Error(`no code for ${row.country}`);
        return [
          code,
          {
            value: row.g_co2e_per_kwh ?? '',
            unit: 'g CO2e/kWh',
            source: `${row.source}; life cycle`,
            date: row.year ?? '',
            confidence: 'medium',
          },
        ];
      })
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
};

const wantedPue: Readonly<Record<string, keyof Factors['pue']>> = {
  'AWS global 2025': 'aws',
  'public cloud industry average 2024': 'cloud',
  'on-premises enterprise average 2024': 'onPremises',
};

const pue = (): Factors['pue'] =>
  Object.fromEntries(
    factsIn('pue').flatMap((row) => {
      const id = wantedPue[`${row.scope} ${row.year}`];
      const source = [row.source, row.scope, row.note].filter((part) => part !== '').join('; ');
      return id === undefined
        ? []
        : [[id, { value: row.pue ?? '', unit: 'ratio', source, date: row.year ?? '', confidence: 'medium' as const }]];
    }),
  ) as Factors['pue'];

const wantedPower: readonly string[] = ['cpu_min_avg', 'cpu_max_avg', 'memory', 'ssd', 'hdd', 'network'];

const power = (): Factors['power'] =>
  Object.fromEntries(
    factsIn('power_coefficients')
      .filter((row) => wantedPower.includes(row.name ?? ''))
      .map((row) => [
        row.name ?? '',
        {
          value: row.value ?? '',
          unit: row.unit ?? '',
          source: row.source ?? '',
          date: row.as_of ?? '',
          confidence: 'medium' as const,
        },
      ]),
  );

/** Families in how many zones of a region; the list names no date of its own, the prices read from the same list do. */
const families = (): Factors['families'] => {
  const dates = new Map(factsIn('aws_ec2_ondemand').map((row) => [row.source ?? '', (row.as_of ?? '').slice(0, 7)]));
  const regions: Record<string, Record<string, Factors['families'][string][string]>> = {};
  for (const { region = '', family = '', zones = '', source = '' } of factsIn('aws_instance_availability')) {
    const date = dates.get(source);
    if (date === undefined || zones === 'unknown') continue;
    for (const name of family.split(' '))
      (regions[region] ??= {})[name.replace('.*', '')] = {
        zones: zones === 'absent' ? 0 : zones.split(' ').length,
        source,
        date,
      };
  }
  return regions;
};

const framework = (): Factors['framework'] => {
  const rows = factsIn('eu_cloud_sovereignty_framework');
  const objectives = rows.filter((row) => /^SOV-[1-8]$/.test(row.id ?? ''));
  return {
    name: 'EU Cloud Sovereignty Framework',
    version: '1.2.1',
    date: '2025-10',
    source: objectives[0]?.source ?? '',
    objectives: Object.fromEntries(
      objectives.map((row) => [row.id ?? '', { name: row.name ?? '', weightPercent: Number(row.weight_percent) }]),
    ),
  };
};

export const factorsText = (): string =>
  `${JSON.stringify({ grid: grid(), pue: pue(), power: power(), framework: framework(), families: families() } satisfies Factors, null, 2)}\n`;

if (require.main === module) writeFileSync(path.join(packageRoot, factorsFile), factorsText());
