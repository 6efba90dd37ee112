import { claim, type Control, each, never, no, nothingToAsk, type Place } from './control';

const isAllowed = (region: string, { regions }: Place): boolean => regions.includes(region);

export const residencyControls = {
  'residency.placesAllowed': {
    area: 'residency',
    title: 'Everything stands in the places that the region allows',
    severity: 'critical',
    why: 'The law says in which countries the data of citizens may lie.',
    repair: 'Deploy to the region of the target, or allow its country in `residency`.',
    live: { aws: 'aws resourcegroupstaggingapi get-resources --region <other region>', openstack: 'openstack region list' },
    topics: ['location'],
    intents: [],
    rule: each(claim('location', 'artefact', isAllowed)),
  },
  'residency.copiesAllowed': {
    area: 'residency',
    title: 'Copies and backups go only to places that the region allows',
    severity: 'critical',
    why: 'A copy is data too.',
    repair: 'Copy to the second site of the blueprint, or to none.',
    live: { aws: 'aws s3api get-bucket-replication --bucket <bucket>', openstack: nothingToAsk },
    topics: ['location', 'backup'],
    intents: ['storage.secondSite'],
    rule: each(claim('copy', ['object store', 'backup'], isAllowed)),
  },
  'residency.ownPartition': {
    area: 'residency',
    title: 'No name leads to another partition of the cloud',
    severity: 'high',
    why: 'An address of another partition leads to another operator, or nowhere.',
    repair: 'Take partition and suffix from the deployment, not from a text.',
    live: { aws: 'aws cloudformation get-template --stack-name <stack> | grep -E "arn:aws[-a-z]*:"', openstack: nothingToAsk },
    topics: ['location'],
    intents: [],
    rule: each(claim('foreignName', 'artefact', no)),
  },
  'residency.noWorldwideService': {
    area: 'residency',
    title: 'No service that stands in no single region handles data',
    severity: 'high',
    why: 'Edge networks answer where the visitor is, and keep copies there.',
    repair: 'Take the service of the region: a regional entry, a regional API.',
    live: { aws: 'aws cloudfront list-distributions && aws globalaccelerator list-accelerators', openstack: nothingToAsk },
    topics: ['location'],
    intents: [],
    rule: never(claim('worldwide', ['entry', 'database'], no)),
  },
} as const satisfies Readonly<Record<string, Control>>;
