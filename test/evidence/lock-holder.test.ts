import { lockHolderIn } from '../../lib/evidence/lock-holder';

/** As Terraform 1.11 and OpenTofu 1.10 print it. */
const refused = (reason: string) => `
Error: Error acquiring the state lock

Error message: ${reason}
Lock Info:
  ID:        e6c8228c-3e43-fd85-d26d-16046a8759d9
  Path:      ../state/l.tfstate
  Operation: OperationTypeApply
  Who:       anna@desk
  Version:   1.11.4
  Created:   2026-11-22 13:43:50.9 +0000 UTC
  Info:      
`;

test('the holder of a lock is named', () => {
  const holder = { who: 'anna@desk', since: '2026-11-22 13:43:50.9 +0000 UTC', id: 'e6c8228c-3e43-fd85-d26d-16046a8759d9' };
  expect(lockHolderIn(refused('resource temporarily unavailable'))).toEqual(holder);
  const boxed = refused('resource temporarily unavailable').replace(/^/gm, '│ ');
  expect(lockHolderIn(boxed)).toEqual(holder);
});

test.each(['Workspace is already locked: default', 'Already locked for workspace creation: default'])(
  'PostgreSQL shows the name of who asks, which is not the holder: %s',
  (reason) => {
    expect(lockHolderIn(refused(reason))).toMatchObject({ who: undefined, since: '' });
  },
);

test('another error is about no lock', () => {
  expect(lockHolderIn('Error: Invalid provider configuration')).toBeUndefined();
});
