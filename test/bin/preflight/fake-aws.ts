import http from 'node:http';
import type { AddressInfo } from 'node:net';

/** One request as it came in; service, region and key are those that signed it. */
export interface AwsRequest {
  readonly service: string;
  readonly region: string;
  readonly key: string;
  /** Action by name, or the path. */
  readonly action: string;
  readonly body: Readonly<Record<string, string>>;
}

export interface AwsSaid {
  readonly status?: number;
  readonly body: unknown;
}

/** A small HTTP server that takes the part of every service of AWS. */
export class FakeAws {
  readonly heard: AwsRequest[] = [];

  private constructor(
    private readonly server: http.Server,
    private readonly answer: (request: AwsRequest) => AwsSaid,
  ) {
    server.on('request', (request: http.IncomingMessage, response: http.ServerResponse) => void this.serve(request, response));
  }

  static async start(answer: (request: AwsRequest) => AwsSaid): Promise<FakeAws> {
    const server = http.createServer();
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    return new FakeAws(server, answer);
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  stop(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => void this.server.close(() => resolve()));
  }

  private async serve(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const heard = heardOf(request, Buffer.concat(parts).toString());
    this.heard.push(heard);
    const { status = 200, body } = this.answer(heard);
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body));
  }
}

const heardOf = ({ headers, url = '' }: http.IncomingMessage, text: string): AwsRequest => {
  const [, key = '', region = '', service = ''] =
    /Credential=([^/]+)\/\d{8}\/([^/]+)\/([^/]+)\/aws4_request/.exec(headers.authorization ?? '') ?? [];
  const isForm = headers['content-type']?.includes('form-urlencoded') === true;
  const body = isForm
    ? Object.fromEntries(new URLSearchParams(text))
    : ((text === '' ? {} : JSON.parse(text)) as Record<string, string>);
  const target = String(headers['x-amz-target'] ?? '').split('.')[1];
  return { service, region, key, body, action: target ?? body.Action ?? url };
};
