import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { passed } from './passed';
import type { AuditReport } from './report';

const payloadType = 'application/vnd.in-toto+json';

export interface Subject {
  readonly name: string;
  readonly digest: { readonly sha256: string };
}

/** in-toto statement with a summary of the verification, in the words of SLSA. */
export interface Statement {
  readonly _type: 'https://in-toto.io/Statement/v1';
  readonly subject: readonly Subject[];
  readonly predicateType: 'https://slsa.dev/verification_summary/v1';
  readonly predicate: object;
}

export interface Envelope {
  readonly payloadType: string;
  /** Base64 of the statement. */
  readonly payload: string;
  readonly signatures: readonly { readonly keyid: string; readonly sig: string }[];
}

/** Says which bytes were audited and which files say so. `verified` is the moment, the one thing that does not come from the input. */
export const statementOf = (report: AuditReport, files: readonly Subject[], verified: string): Statement =>
  statementAbout(
    {
      ...report,
      resource: `region:${report.region?.id ?? 'artefacts'}`,
      passed: passed(report),
    },
    [
      ...files,
      ...report.targets.flatMap(({ id, artefacts }) =>
        artefacts.map(({ file, sha256 }) => ({ name: `${artefactsPrefix}${id}/${file}`, digest: { sha256 } })),
      ),
    ],
    verified,
  );

interface Verified {
  readonly tool: AuditReport['tool'];
  readonly catalogue: Pick<AuditReport['catalogue'], 'version' | 'sha256'>;
  /** What was looked at, such as `region:` and the id of a region. */
  readonly resource: string;
  readonly passed: boolean;
}

/** A statement over some files, by whom, and how it came out. */
export const statementAbout = (
  { tool, catalogue, resource, passed: isFine }: Verified,
  subject: readonly Subject[],
  verified: string,
): Statement => ({
  _type: 'https://in-toto.io/Statement/v1',
  subject,
  predicateType: 'https://slsa.dev/verification_summary/v1',
  predicate: {
    verifier: { id: 'https://github.com/shared-gov-cloud/shared-gov-cloud', version: { [tool.name]: tool.version } },
    timeVerified: verified,
    resourceUri: `urn:sgc:${resource}`,
    policy: { uri: `urn:sgc:controls:${catalogue.version}`, digest: { sha256: catalogue.sha256 } },
    verificationResult: isFine ? 'PASSED' : 'FAILED',
    verifiedLevels: [],
  },
});

/** Subjects that are no file of the package, but artefacts that it speaks of. */
export const artefactsPrefix = 'artefacts/';

/** What DSSE signs: the type and the body, each with its length. */
const preAuthentication = (type: string, body: Buffer): Buffer =>
  Buffer.concat([Buffer.from(`DSSEv1 ${Buffer.byteLength(type)} ${type} ${body.length} `), body]);

/** An envelope signed with an Ed25519 key, or without a signature where none is given. */
export const envelopeOf = (statement: Statement, privateKeyPem: string | undefined): Envelope => {
  const body = Buffer.from(JSON.stringify(statement));
  const payload = body.toString('base64');
  if (privateKeyPem === undefined) return { payloadType, payload, signatures: [] };
  const key = createPrivateKey(privateKeyPem);
  if (key.asymmetricKeyType !== 'ed25519') throw new KeyError(`an Ed25519 key, not ${key.asymmetricKeyType ?? 'another'}`);
  return {
    payloadType,
    payload,
    signatures: [
      { keyid: keyIdOf(createPublicKey(key)), sig: sign(null, preAuthentication(payloadType, body), key).toString('base64') },
    ],
  };
};

export class KeyError extends Error {}

/** SHA-256 of the public key. */
export const keyIdOf = (key: KeyObject): string =>
  createHash('sha256')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest('hex');

export const publicKeyPem = (privateKeyPem: string): string =>
  createPublicKey(createPrivateKey(privateKeyPem)).export({ type: 'spki', format: 'pem' }).toString();

/** Whether one of the signatures is by this key, over exactly these bytes. */
export const isSignedBy = (envelope: Envelope, publicPem: string): boolean => {
  const key = createPublicKey(publicPem);
  const body = Buffer.from(envelope.payload, 'base64');
  return envelope.signatures.some(({ sig }) =>
    verify(null, preAuthentication(envelope.payloadType, body), key, Buffer.from(sig, 'base64')),
  );
};

/** The statement inside an envelope; undefined where it is none. */
export const statementIn = (envelope: Envelope): Statement | undefined => {
  try {
    const statement = JSON.parse(Buffer.from(envelope.payload, 'base64').toString('utf8')) as Statement;
    return Array.isArray(statement.subject) ? statement : undefined;
  } catch {
    return undefined;
  }
};
