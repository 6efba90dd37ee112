import type { Upgrade } from './upgrades';

const digest = 'b'.repeat(64);

const newAccount = '999900001111';

/** Edits of the reference region, one after the other. */
export const upgrades: readonly Upgrade[] = [
  {
    what: 'a retention grows',
    edit: ({ storage }) => {
      const store = storage.archive;
      if (store !== undefined) store.retention = { ...store.retention, years: 6 };
    },
    changes: [
      // The role that copies a store carries the store's tags.
      [/^reference-county-(production|staging)-storage$/, ['AWS::S3::Bucket', 'AWS::IAM::Role']],
      [/^reference-county-(production|staging)-second-site$/, ['AWS::S3::Bucket']],
    ],
  },
  {
    what: 'a service is released',
    edit: ({ hosting }) => {
      const hosted = hosting.appointments;
      if (hosted !== undefined) hosted.images = { booking: `registry.example/booking@sha256:${digest}` };
    },
    // The first release takes the place of a page that waits, which is healthy at another path.
    changes: [
      [
        /^reference-city-(production|staging)-appointments$/,
        ['AWS::ECS::TaskDefinition', 'AWS::ECS::Service', 'AWS::ElasticLoadBalancingV2::TargetGroup'],
      ],
    ],
  },
  {
    what: 'a tenant grows',
    edit: ({ tenants }) => {
      if (tenants.city !== undefined) tenants.city.inhabitants = 1_200_000;
    },
    changes: [[/^reference-city-production-(kindergarten|directory)$/, ['AWS::ApplicationAutoScaling::ScalableTarget']]],
  },
  {
    what: 'an e-service is added',
    edit: ({ hosting }) => {
      hosting.fees = { tenant: 'county', service: 'fees@1', host: 'fees.county.reference.example', tier: 'A3' };
    },
    adds: /^reference-county-(production|staging)-fees(-|$)/,
    changes: [],
  },
  {
    what: 'a tenant joins',
    edit: ({ tenants, targets }) => {
      tenants.district = { name: { en: 'Model District', de: 'Musterkreis' }, inhabitants: 40_000, level: 'region' };
      for (const target of Object.values(targets)) target.accounts = { ...target.accounts, district: newAccount };
    },
    adds: /^reference-district(-|$)/,
    // Another account sends records, takes names, shares the hub and a part of the budget; the perimeter names it.
    changes: [
      [/^reference-foundation$/, ['AWS::Budgets::Budget', 'AWS::IAM::Role', 'AWS::KMS::Key', 'AWS::S3::BucketPolicy']],
      [/^reference-(city|county)$/, ['AWS::Budgets::Budget', 'AWS::IAM::Role']],
      [/^reference-egress$/, ['AWS::EC2::VPCEndpoint', 'AWS::RAM::ResourceShare']],
      [/^reference-(city|county)-(production|staging)-network$/, ['AWS::EC2::VPCEndpoint']],
    ],
  },
  {
    what: 'an e-service is removed',
    edit: ({ hosting }) => {
      delete hosting.fees;
    },
    removes: /county-(production|staging)-fees|fees\.county/,
    changes: [],
  },
];
