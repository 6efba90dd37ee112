/** Warnings of cfn-lint that are as they must be; a row that matches nothing fails. */
export const allowedWarnings: readonly { readonly rule: string; readonly type: string; readonly reason: string }[] = [
  {
    rule: 'W3010',
    type: 'AWS::EC2::Subnet',
    reason: 'zones come from the plan, so that nothing is looked up and no subnet moves',
  },
  {
    rule: 'W3691',
    type: 'AWS::RDS::DBInstance',
    reason:
      'only the major version is ours: the cloud picks and upgrades the minor one, and a written one would be a downgrade by then',
  },
];
