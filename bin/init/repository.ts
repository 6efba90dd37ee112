import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Cloud } from '../../lib/model/cloud';
import { packageFile, packageRoot } from '../package-root';
import type { Answers } from './answers';
import { pipelineFiles } from './pipeline';
import { regionReadme } from './readme';

/** Contents by path, relative to the repository. */
export type Files = Readonly<Record<string, string>>;

interface Wanted {
  readonly answers: Answers;
  readonly blueprint: string;
  readonly clouds: Readonly<Record<string, Cloud>>;
  readonly providers: ReadonlySet<'aws' | 'openstack'>;
  /** package.json as it stands in the folder. */
  readonly existing: string | undefined;
}

/** Everything a region's repository holds beside its blueprint and lock. */
export const repositoryFiles = (wanted: Wanted): Files => ({
  'package.json': packageJson(wanted),
  '.gitignore': [
    'node_modules/',
    'sgc.out/',
    'cdk.out/',
    'cdktf.out/',
    '.terraform/',
    '*.tfstate*',
    'clouds.yaml',
    'secure.yaml',
    '',
  ].join('\n'),
  'README.md': regionReadme(wanted),
  ...(wanted.providers.has('aws') ? { 'cdk.json': cdkJson(wanted) } : {}),
  ...(wanted.providers.has('openstack') ? { 'cdktf.json': cdktfJson(wanted) } : {}),
  ...pipelineFiles(wanted),
});

const text = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

interface Manifest {
  readonly [key: string]: unknown;
  readonly scripts?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

/** Keeps what is there, above all how this package was installed. */
const packageJson = ({ answers, blueprint, providers, existing }: Wanted): string => {
  const before =
    existing === undefined
      ? ({ name: `${answers.region}-gov-cloud`, version: '1.0.0', private: true } as Manifest)
      : (JSON.parse(existing) as Manifest);
  const installed = before.devDependencies?.['shared-gov-cloud'] !== undefined;
  const engines = providers.has('openstack') ? ['aws-cdk-lib', 'constructs', 'cdktn'] : ['aws-cdk-lib', 'constructs'];
  const tools = providers.has('aws') ? ['aws-cdk'] : [];
  return text({
    ...before,
    scripts: { check: `sgc check ${blueprint}`, synth: `sgc synth ${blueprint}`, ...before.scripts },
    dependencies: {
      ...(installed ? {} : { 'shared-gov-cloud': packageFile.version }),
      ...pinned(engines),
      ...before.dependencies,
    },
    ...(tools.length + Object.keys(before.devDependencies ?? {}).length === 0
      ? {}
      : { devDependencies: { ...pinned(tools), ...before.devDependencies } }),
  });
};

/** The versions with which this package was tested. */
const pinned = (names: readonly string[]): Record<string, string> =>
  Object.fromEntries(names.map((name) => [name, packageFile.devDependencies[name] ?? 'latest']));

const cdkJson = ({ blueprint }: Wanted): string =>
  text({
    app: 'node node_modules/shared-gov-cloud/dist/bin/aws.js',
    output: 'cdk.out',
    versionReporting: false,
    context: { blueprint, ...recommendedFlags() },
  });

const cdktfJson = ({ answers, blueprint }: Wanted): string =>
  text({
    language: 'typescript',
    app: 'node node_modules/shared-gov-cloud/dist/bin/openstack.js',
    projectId: `${answers.region}-gov-cloud`,
    sendCrashReports: 'false',
    output: 'cdktf.out',
    context: { blueprint },
  });

/** The flags that the installed CDK recommends for a new project. */
const recommendedFlags = (): Record<string, unknown> => {
  const file = require.resolve('aws-cdk-lib/recommended-feature-flags.json', { paths: [process.cwd(), packageRoot] });
  return JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
};

/** Files of the list that a folder has already; package.json may be there, since installing this package made it. */
export const inTheWay = (folder: string, files: readonly string[]): string[] =>
  files.filter((file) => file !== 'package.json' && existsSync(path.join(folder, file)));
