import { answerOf, type Answer } from '../cloud/answer';
import { type Sent, send } from '../cloud/transport';
import { jsonOfXml } from './aws-xml';
import { type AwsCredentials, signedHeaders } from './aws-signature';

/** A question to one service of AWS. */
export interface AwsQuestion {
  /** First label of the service's host name, such as `servicequotas`. */
  readonly host: string;
  /** Name under which requests to it are signed; default: the host's. */
  readonly service?: string;
  readonly region: string;
  readonly method?: 'GET' | 'POST';
  readonly path?: string;
  /** `x-amz-target` of services that take JSON by name of the action. */
  readonly target?: string;
  /** Form parameters, or JSON. */
  readonly form?: Readonly<Record<string, string>>;
  readonly json?: unknown;
}

const waits = [500, 2000] as const;

/** Somebody signed in to one account. What AWS says never throws; read the answer's kind. */
export class AwsCaller {
  constructor(
    private readonly credentials: AwsCredentials,
    /** Where the services of the partition are, such as `amazonaws.com`. */
    private readonly urlSuffix: string,
    /** One address in the place of all services; empty for AWS itself. */
    private readonly endpoint: string,
    private readonly pause: (milliseconds: number) => Promise<void> = sleep,
  ) {}

  /** The same partition with other credentials. */
  as(credentials: AwsCredentials): AwsCaller {
    return new AwsCaller(credentials, this.urlSuffix, this.endpoint, this.pause);
  }

  async ask<T>(question: AwsQuestion): Promise<Answer<T>> {
    const asked = `${question.target?.split('.')[1] ?? question.form?.Action ?? question.path ?? ''} of ${question.host} in ${question.region}`;
    let sent = await this.once(question);
    for (const wait of waits) {
      if (!mayRepeat(sent)) break;
      await this.pause(wait);
      sent = await this.once(question);
    }
    const said = inJson(sent);
    return sorted(answerOf<T>(asked, said), said);
  }

  private once(question: AwsQuestion): Promise<Sent> {
    const { host, region, method = 'POST', path = '/', target, form, json } = question;
    const base = this.endpoint === '' ? `https://${host}.${region}.${this.urlSuffix}` : this.endpoint.replace(/\/+$/, '');
    const body = form === undefined ? (json === undefined ? '' : JSON.stringify(json)) : new URLSearchParams(form).toString();
    const unsigned = {
      method,
      url: `${base}${path}`,
      headers: {
        accept: 'application/json',
        ...(body === '' ? {} : { 'content-type': contentType(question) }),
        ...(target === undefined ? {} : { 'x-amz-target': target }),
      },
      body,
    };
    const moment = new Date().toISOString().replace(/[-:]|\.\d+/g, '');
    return send({
      method,
      url: unsigned.url,
      headers: signedHeaders(unsigned, this.credentials, { service: question.service ?? host, region }, moment),
      ...(body === '' ? {} : { body }),
      timeoutMs: 30_000,
      trust: { authorities: '', verify: true },
    });
  }
}

const contentType = ({ form, target }: AwsQuestion): string => {
  if (form !== undefined) return 'application/x-www-form-urlencoded';
  return target === undefined ? 'application/json' : 'application/x-amz-json-1.1';
};

const inJson = (sent: Sent): Sent =>
  sent.kind !== 'failed' && sent.text.trimStart().startsWith('<')
    ? { ...sent, text: JSON.stringify(jsonOfXml(sent.text)) }
    : sent;

/** Most services of AWS say with 400 what others say with 403, 404 and 429, and name it in the body. */
const typeOf = (sent: Sent): string => {
  if (sent.kind === 'failed' || sent.status < 400) return '';
  const named = /"(?:__type|Code|code)"\s*:\s*"(?:[^"]*#)?([^"]+)"/.exec(sent.text)?.[1];
  return named ?? sent.headers['x-amzn-errortype']?.split(':')[0] ?? '';
};

const mayRepeat = (sent: Sent): boolean =>
  sent.kind === 'failed'
    ? sent.reason === 'broken' || sent.reason === 'late'
    : sent.status === 429 || sent.status >= 500 || /^(?:Throttl|TooManyRequests)/.test(typeOf(sent));

const sorted = <T>(answer: Answer<T>, sent: Sent): Answer<T> => {
  if (answer.kind !== 'refused') return answer;
  const type = typeOf(sent);
  const message = type === '' || answer.message.includes(type) ? answer.message : `${answer.message}, ${type}`;
  if (/NotFound|NoSuchResource/.test(type)) return { ...answer, kind: 'absent', message };
  return /AccessDenied|UnrecognizedClient|InvalidClientTokenId|ExpiredToken|InvalidSignature|OptInRequired/.test(type)
    ? { ...answer, kind: 'forbidden', message }
    : { ...answer, message };
};

const sleep = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));
