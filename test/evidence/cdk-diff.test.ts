import { changesInDiff } from '../../lib/evidence/cdk-diff';

/** As the CDK's command line 2.1148.1 prints it without colours. */
const diff = `start: Building demo-storage Template
Stack demo-storage (aws://123456789012/eu-central-1)
IAM Statement Changes
┌───┬───────┐
│ + │ \${R}  │
└───┴───────┘
Parameters
[+] Parameter BootstrapVersion BootstrapVersion: {"Type":"AWS::SSM::Parameter::Value<String>"}

Resources
[-] AWS::SQS::Queue Queue destroy
[-] AWS::RDS::DBInstance Old Old orphan
[+] AWS::SQS::Queue Queue2 Queue2
[+] AWS::KMS::Key keys/c2/Resource keysc2B1A2
[~] AWS::Logs::LogGroup Log Log
 └─ [~] RetentionInDays
     ├─ [-] 30
     └─ [+] 90
[~] AWS::S3::Bucket Store/Resource Store replace
 └─ [~] BucketName (requires replacement)
     ├─ [-] demo-a
     └─ [+] demo-b
[~] AWS::EC2::VPC Vpc Vpc may be replaced

Outputs
[+] Output Store: {"Value":{"Ref":"Store"}}


✨  Number of stacks with differences: 1

❌  Found 4 destructive change(s) (--fail-on=destructive):
  demo-storage: AWS::SQS::Queue Queue will be destroyed
  demo-storage: AWS::RDS::DBInstance Old Old will be orphaned
  demo-storage: AWS::S3::Bucket Store/Resource Store will be replaced
  demo-storage: AWS::EC2::VPC Vpc Vpc may be replaced
`;

test('what comes, changes and goes is read with its logical id', () => {
  expect(changesInDiff(diff)).toEqual([
    { id: 'Queue2', type: 'AWS::SQS::Queue', action: 'create' },
    { id: 'keysc2B1A2', type: 'AWS::KMS::Key', action: 'create' },
    { id: 'Log', type: 'AWS::Logs::LogGroup', action: 'update' },
    { id: 'Queue', type: 'AWS::SQS::Queue', action: 'delete' },
    { id: 'Old', type: 'AWS::RDS::DBInstance', action: 'leave' },
    { id: 'Store', type: 'AWS::S3::Bucket', action: 'replace' },
    { id: 'Vpc', type: 'AWS::EC2::VPC', action: 'may-replace' },
  ]);
});

test('a stack without differences has no changes', () => {
  expect(changesInDiff('Stack demo\nThere were no differences\n\n✨  Number of stacks with differences: 0\n')).toEqual([]);
});

test.each([
  ['a command that failed', '❌ Unable to resolve AWS account'],
  ['a loss in words that we do not know', diff.replace('Queue will be destroyed', 'Queue will be shredded')],
  ['a loss that the list leaves out', diff.replace(/^ {2}demo-storage: AWS::EC2::VPC.*\n/m, '')],
])('%s cannot be read', (_, text) => {
  expect(changesInDiff(text)).toBeUndefined();
});
