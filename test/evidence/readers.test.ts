import { coversAction } from '../../lib/evidence/action';
import { readCloudFormation } from '../../lib/evidence/cloudformation';
import { pieces, type Range, tryRange } from '../../lib/evidence/range';
import { paths, type Topology } from '../../lib/evidence/reachability';
import type { Source } from '../../lib/evidence/resource';
import { callersIn, statementsOf } from '../../lib/evidence/statement';
import { readTerraform } from '../../lib/evidence/terraform';
import type { ValueMap } from '../../lib/evidence/value';

const source = (name: string, template: object, more: Partial<Source> = {}): Source => ({
  id: name,
  name,
  kind: 'network',
  tenant: 'city',
  space: 'city-production',
  account: '222233334444',
  region: 'eu-central-1',
  template: JSON.stringify(template),
  ...more,
});

describe('the reader of CloudFormation', () => {
  const maker = source('maker', {
    Resources: { Vpc: { Type: 'AWS::EC2::VPC', DeletionPolicy: 'Retain' } },
    Outputs: { V: { Value: { Ref: 'Vpc' }, Export: { Name: 'the:vpc' } } },
  });
  const read = (properties: object, more: Partial<Source> = {}) =>
    readCloudFormation([maker, source('user', { Resources: { One: { Type: 'T', Properties: properties } } }, more)]).tryFind(
      'user#One',
    )?.properties;

  test('follows exports and outputs to the resource of another stack', () => {
    expect(
      read({ a: { 'Fn::ImportValue': 'the:vpc' }, b: { 'Fn::GetStackOutput': { StackName: 'maker', OutputName: 'V' } } }),
    ).toEqual({ a: '⟦maker#Vpc.Ref⟧', b: '⟦maker#Vpc.Ref⟧' });
  });

  test('does not find an export of another account', () => {
    expect(read({ a: { 'Fn::ImportValue': 'the:vpc' } }, { account: '111122223333' })).toEqual({ a: '⟦?export the:vpc⟧' });
  });

  test('joins, substitutes and knows the partition of the region', () => {
    const properties = {
      a: { 'Fn::Join': [':', ['arn', { Ref: 'AWS::Partition' }]] },
      b: { 'Fn::Sub': '${AWS::AccountId}/${!Literal}' },
      c: { Ref: 'AWS::NoValue' },
    };
    expect(read(properties, { region: 'eusc-de-east-1' })).toEqual({ a: 'arn:aws-eusc', b: '222233334444/${Literal}' });
  });

  test('keeps what it cannot know as unknown, with the reason', () => {
    expect(read({ a: { 'Fn::GetAZs': '' }, b: { Ref: 'Nothing' } })).toEqual({ a: '⟦?Fn::GetAZs⟧', b: '⟦?parameter Nothing⟧' });
  });

  test('says what outlives its stack', () => {
    expect(readCloudFormation([maker]).tryFind('maker#Vpc')?.kept).toBe(true);
  });
});

describe('the reader of Terraform', () => {
  const maker = source('maker', {
    resource: { openstack_networking_network_v2: { net: { name: 'edge', lifecycle: { prevent_destroy: true } } } },
  });
  const user = (data: object) =>
    readTerraform([
      maker,
      source('user', {
        data: { openstack_networking_network_v2: { found: data } },
        resource: {
          openstack_networking_port_v2: {
            port: { network_id: '${data.openstack_networking_network_v2.found.id}', name: 'x-${var.y}' },
          },
        },
      }),
    ]);

  test('follows a look-up by name to the state that makes it', () => {
    expect(user({ name: 'edge' }).tryFind('user#networking_port_v2.port')?.properties).toEqual({
      network_id: '⟦maker#networking_network_v2.net.id⟧',
      name: 'x-${var.y}',
    });
  });

  test('says so when nobody makes it', () => {
    expect(user({ name: 'other' }).tryFind('user#networking_port_v2.port')?.properties.network_id).toBe(
      '⟦?networking_network_v2 other: made by nobody here⟧',
    );
  });

  test('takes the region from the provider, and sees what may not be destroyed', () => {
    const state = readTerraform([source('s', { provider: { openstack: [{ region: 'Two' }] } }), maker]);
    expect(state.artefacts.map(({ region }) => region)).toEqual(['Two', 'eu-central-1']);
    expect(state.tryFind('maker#networking_network_v2.net')?.kept).toBe(true);
  });
});

const range = (text: string): Range => {
  const found = tryRange(text);
  if (found === undefined) throw new Error(text);
  return found;
};

describe('ranges and paths', () => {
  test('a range is cut where others begin and end', () => {
    expect(pieces(range('10.0.0.0/24'), [range('10.0.0.64/26')])).toEqual([
      { version: 4, first: 167772160n, last: 167772223n },
      { version: 4, first: 167772224n, last: 167772287n },
      { version: 4, first: 167772288n, last: 167772415n },
    ]);
  });

  const topology = (choose: Topology['choose']): Topology => ({
    choose,
    nodes: new Map([
      [
        'start',
        [
          { range: range('0.0.0.0/0'), by: 'default', to: { kind: 'place', place: { owner: 'other', name: 'far' } } },
          { range: range('10.0.0.0/8'), by: 'hole', to: { kind: 'drop' } },
          { range: range('10.1.0.0/16'), by: 'loop', to: { kind: 'node', nodes: ['start'] } },
        ],
      ],
    ]),
  });

  test('the longest route wins, a black hole swallows, a loop ends', () => {
    expect(paths(topology('longest'), 'start', range('10.2.0.0/24'))).toEqual([]);
    expect(paths(topology('longest'), 'start', range('10.1.0.0/24'))).toEqual([]);
    expect(paths(topology('longest'), 'start', range('192.0.2.0/24')).map(({ place }) => place.owner)).toEqual(['other']);
  });

  test('where hosts choose, every route counts', () => {
    expect(paths(topology('all'), 'start', range('10.2.0.0/24')).map(({ via }) => via)).toEqual([['default']]);
  });
});

describe('statements', () => {
  const caller = (condition: ValueMap): readonly string[] | undefined => {
    const [statement] = statementsOf({
      Statement: { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Condition: condition },
    });
    return statement === undefined ? [] : callersIn(statement);
  };

  test('a condition on the account narrows everyone to it', () => {
    expect(caller({ StringEquals: { 'aws:PrincipalAccount': ['222233334444'] } })).toEqual(['222233334444']);
  });

  test.each<ValueMap>([
    { StringEqualsIfExists: { 'aws:PrincipalAccount': '222233334444' } },
    { StringNotEquals: { 'aws:SourceAccount': '222233334444' } },
    { ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::*' } },
    { Bool: { 'aws:SecureTransport': 'true' } },
  ])('%j narrows nothing', (condition) => {
    expect(caller(condition)).toBeUndefined();
  });

  test('wildcards cover actions whatever their letters', () => {
    expect([
      coversAction('s3:Get*', 'S3:getobject'),
      coversAction('s3:Get*', 's3:PutObject'),
      coversAction('*', 'kms:Decrypt'),
      coversAction('ec2:Describe?pcs', 'ec2:DescribeVpcs'),
    ]).toEqual([true, false, true, true]);
  });
});
