import type { Check } from './contradiction';
import type { Path } from './path';

const repeated: Check = {
  reads: [
    'languages.*',
    'network.egress.allow.*',
    'residency.allowedCountries.*',
    'recovery.secondSite.allowedCountries.*',
    'logging.detection.*',
    'targets.*.accept.*.intent',
  ],
  ask: (blueprint, report) => {
    const lists: readonly (readonly [Path, readonly string[]])[] = [
      [['languages'], blueprint.languages],
      [['network', 'egress', 'allow'], blueprint.network.egress.allow],
      [['residency', 'allowedCountries'], blueprint.residency.allowedCountries],
      [['recovery', 'secondSite', 'allowedCountries'], blueprint.recovery.secondSite.allowedCountries],
      [['logging', 'detection'], blueprint.logging.detection],
      ...Object.entries(blueprint.targets).map(
        ([id, { accept }]) => [['targets', id, 'accept'], (accept ?? []).map((entry) => `${entry.intent}`)] as const,
      ),
    ];
    for (const [path, values] of lists) {
      for (const [index, value] of values.entries()) {
        if (values.indexOf(value) < index)
          report([...path, index], {
            code: 'SGC2315',
            message: `${value} was written before in this list`,
            allowed: 'each value once',
            repair: `remove one of the two \`${value}\``,
          });
      }
    }
  },
};

const firstLanguage: Check = {
  reads: ['languages.*', 'name.*', 'tenants.*.name.*'],
  ask: (blueprint, report) => {
    const first = blueprint.languages[0] ?? '';
    const texts: readonly (readonly [Path, unknown])[] = [
      [['name'], blueprint.name],
      ...Object.entries(blueprint.tenants).map(([id, tenant]) => [['tenants', id, 'name'], tenant.name] as const),
    ];
    for (const [path, text] of texts) {
      if (typeof text === 'object' && text !== null && !Object.hasOwn(text, first))
        report(path, {
          code: 'SGC2316',
          message: `${path.join('.')} has no text in \`${first}\`, the first language of the region`,
          allowed: 'a text in each language, at least in the first',
          repair: `add \`${first}: …\``,
        });
    }
  },
};

const realStages: Check = {
  reads: ['dataset', 'stages.*.data'],
  ask: (blueprint, report) => {
    if (blueprint.dataset !== 'synthetic') return;
    for (const [id, stage] of Object.entries(blueprint.stages)) {
      if (stage.data === 'real')
        report(['stages', id, 'data'], {
          code: 'SGC2318',
          message: 'the region declares that all its data are invented, and this stage holds real data',
          allowed: 'synthetic',
          repair: 'write `synthetic`',
        });
    }
  },
};

const legalBasis: Check = {
  reads: ['logging.lock', 'logging.legalBasis'],
  ask: ({ logging }, report) => {
    if (logging.lock === 'compliance' && logging.legalBasis === undefined) {
      report(['logging', 'lock'], {
        code: 'SGC2319',
        message: 'in compliance mode nobody can erase a record, not even where a court orders it: that needs a legal basis',
        allowed: 'governance, or a `legalBasis`',
        repair: 'write `governance`, or add `legalBasis: …` under `logging`',
      });
    }
  },
};

const writeOnceStores: Check = {
  reads: ['storage.*.kind', 'storage.*.retention.writeOnce', 'storage.*.retention.years'],
  ask: (blueprint, report) => {
    for (const [id, { kind, retention }] of Object.entries(blueprint.storage)) {
      const path = ['storage', id, 'retention', 'writeOnce'];
      if (retention.writeOnce === undefined) continue;
      if (kind === 'files')
        report(path, {
          code: 'SGC2320',
          message: 'shared files can be changed, so that this store cannot be write-once',
          allowed: '`kind: objects`, or no `writeOnce`',
          repair: 'remove `writeOnce`, or write `kind: objects`',
        });
      if (retention.years === 0)
        report(path, {
          code: 'SGC2321',
          message: 'a store that keeps nothing cannot be write-once',
          allowed: 'at least 1 year, or no `writeOnce`',
          repair: 'remove `writeOnce`, or write `years: 1` or more',
        });
    }
  },
};

const noTenants: Check = {
  reads: ['tenants', 'stages', 'targets', 'deployable'],
  ask: (blueprint, report) => {
    for (const section of ['tenants', 'stages', 'targets'] as const) {
      if (blueprint.deployable !== false && Object.keys(blueprint[section]).length === 0)
        report([section], {
          code: 'SGC2322',
          message: `${section} is empty`,
          allowed: 'at least one entry',
          repair: `add an entry under \`${section}\``,
        });
    }
  },
};

/** Values that contradict each other, are said twice, or say nothing. */
export const statementChecks: readonly Check[] = [repeated, firstLanguage, realStages, legalBasis, writeOnceStores, noTenants];
