import type { OpenstackFlag } from '../model/openstack-flags';
import { namesIn, type Reply, type Replies, sourceOf } from './question';
import { told, type Teller, type Told, unknown } from './told';

type StoreFlag = Extract<OpenstackFlag, 'swift' | 'stateLocking' | `s3${string}` | 'swiftVersioning'>;

const listed = (reply: Reply): boolean => reply.kind !== 'absent' || reply.status > 0;

const s3: Teller = (replies) => {
  const { s3: service, account, storeInfo, storeSite } = replies;
  if (listed(service)) return told(true, 'the catalogue lists s3');
  if (speaksS3(replies)) return told(true, `${sourceOf('storeInfo', storeInfo)} names s3api`);
  if (storeSite.kind === 'fine' && storeSite.items.some((headers) => 'x-amz-request-id' in headers))
    return told(true, `${sourceOf('storeSite', storeSite)} answers with x-amz-request-id`);
  return listed(account)
    ? unknown('the catalogue lists no s3, and the object store does not say')
    : told(false, 'the catalogue lists neither s3 nor object-store');
};

/** S3 is here a part of Swift, whose limits are known. */
const speaksS3 = ({ storeInfo }: Replies): boolean => namesIn(storeInfo).includes('s3api');
const keepsVersions = ({ storeInfo }: Replies): boolean => namesIn(storeInfo).includes('object_versioning');

/** A feature of S3: none without S3; of Swift's own S3 as given; elsewhere only a signed request would show it. */
const feature =
  (ofSwift: (replies: Replies) => boolean): Teller =>
  (replies): Told => {
    const base = s3(replies);
    if (base.value === false) return base;
    const source = sourceOf('storeInfo', replies.storeInfo);
    if (!speaksS3(replies)) return unknown('only signed requests would show it; ask the operator');
    return ofSwift(replies)
      ? told(true, `${source} names object_versioning`)
      : told(false, `${source}: the s3api of Swift does not have it`);
  };

const never = feature(() => false);

/** What is read of the object store. Swift's s3api answers NotImplemented to lock, lifecycle, encryption, policy and conditional PUT. */
export const objectStoreFlags = {
  stateLocking: never,
  s3,
  s3Versioning: feature(keepsVersions),
  s3ObjectLock: never,
  s3Lifecycle: never,
  s3Encryption: never,
  s3Policy: never,
  s3ConditionalPut: never,
  swiftVersioning: (replies) => {
    const { storeInfo } = replies;
    const source = sourceOf('storeInfo', storeInfo);
    if (!listed(replies.account)) return told(false, sourceOf('account', replies.account));
    if (storeInfo.kind !== 'fine') return unknown(source);
    const keeps = keepsVersions(replies);
    return told(keeps, `${source} ${keeps ? 'names' : 'does not name'} object_versioning`);
  },
} satisfies Readonly<Record<Exclude<StoreFlag, 'swift'>, Teller>>;
