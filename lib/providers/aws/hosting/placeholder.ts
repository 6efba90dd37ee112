/** What a container runs until its service was released: a page that says so, or one line in the records. */
export interface Command {
  readonly entryPoint: readonly string[];
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

/** Memory of the container: the root file system is read-only, and Fargate's volumes belong to root. */
const folder = '/dev/shm';

const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

const page = (title: string): string =>
  `<!doctype html><meta charset="utf-8"><title>${escaped(title)}</title><h1>${escaped(title)}</h1><p>Not installed yet.</p>`;

const server = (port: number): string =>
  [
    `pid ${folder}/nginx.pid;`,
    'error_log stderr;',
    'events {}',
    'http {',
    'access_log off;',
    ...['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((kind) => `${kind}_temp_path ${folder}/${kind};`),
    `server { listen ${port}; root ${folder}/page; default_type text/html; error_page 404 =200 /index.html; }`,
    '}',
  ].join('\n');

/** A server whose every page says "not installed yet". */
export const notInstalledPage = (title: string, port: number): Command => ({
  entryPoint: ['/bin/sh', '-c'],
  command: [
    `mkdir -p ${folder}/page && printf %s "$PAGE" > ${folder}/page/index.html && printf %s "$SERVER" > ${folder}/nginx.conf && exec nginx -c ${folder}/nginx.conf -g "daemon off;"`,
  ],
  environment: { PAGE: page(title), SERVER: server(port) },
});

/** A job that says so and ends. */
export const notInstalledLine: Command = {
  entryPoint: ['/bin/sh', '-c'],
  command: ['echo "Not installed yet."'],
  environment: {},
};
