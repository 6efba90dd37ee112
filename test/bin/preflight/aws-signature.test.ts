import { signedHeaders } from '../../../bin/preflight/aws-signature';

/** Published with the algorithm: keys, moment and signatures of its own examples. */
const credentials = {
  accessKeyId: 'AKIDEXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
  sessionToken: '',
};
const scope = { service: 'service', region: 'us-east-1' };
const moment = '20150830T123600Z';

test.each([
  ['get-vanilla', 'GET', '/', '5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31'],
  ['post-vanilla', 'POST', '/', '5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b'],
  [
    'get-vanilla-query-order-key',
    'GET',
    '/?Param1=value1&Param2=value2',
    'b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500',
  ],
])('%s is signed as published', (_, method, path, signature) => {
  const unsigned = { method, url: `https://example.amazonaws.com${path}`, headers: {}, body: '' };
  expect(signedHeaders(unsigned, credentials, scope, moment).authorization).toBe(
    `AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=host;x-amz-date, Signature=${signature}`,
  );
});

test('a session token is sent and signed, the secret is not sent', () => {
  const headers = signedHeaders(
    { method: 'POST', url: 'https://example.amazonaws.com/', headers: { 'x-amz-target': 'A.B' }, body: '{}' },
    { ...credentials, sessionToken: 'TOKEN' },
    scope,
    moment,
  );
  expect(headers).toMatchObject({ 'x-amz-security-token': 'TOKEN', 'x-amz-target': 'A.B', host: 'example.amazonaws.com' });
  expect(headers.authorization).toContain('SignedHeaders=host;x-amz-date;x-amz-security-token;x-amz-target,');
  expect(JSON.stringify(headers)).not.toContain(credentials.secretAccessKey);
});
