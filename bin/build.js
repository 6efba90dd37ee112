// Compiles lib/ and bin/ into dist/: JavaScript by swc, declarations by the TypeScript compiler beside it.
// `npm ci` runs it, so it is plain JavaScript.
'use strict';
const { spawn, spawnSync } = require('node:child_process');
const { createHash } = require('node:crypto');
const { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } = require('node:fs');
const path = require('node:path');
const { transform } = require('@swc/core');

const root = path.join(__dirname, '..');
const dist = path.join(root, 'dist');
const cache = path.join(root, 'node_modules/.cache/sgc-build');

const options = {
  configFile: false,
  swcrc: false,
  jsc: { target: 'es2022', parser: { syntax: 'typescript' }, keepClassNames: true },
  module: { type: 'commonjs', ignoreDynamic: true },
};
const recipe = createHash('sha256').update(readFileSync(__filename)).digest('hex');

const sources = ['lib', 'bin'].flatMap((folder) =>
  readdirSync(path.join(root, folder), { recursive: true })
    .map((file) => path.join(folder, file))
    .filter((file) => /\.(?:ts|json)$/.test(file) && !file.endsWith('.d.ts') && !file.includes(`${path.sep}schema${path.sep}`)),
);

const compile = async (file) => {
  const text = readFileSync(path.join(root, file), 'utf8');
  const target = path.join(dist, file.replace(/\.ts$/, '.js'));
  mkdirSync(path.dirname(target), { recursive: true });
  if (file.endsWith('.json')) return copyFileSync(path.join(root, file), target);
  const kept = path.join(cache, createHash('sha256').update(recipe).update(file).update(text).digest('hex'));
  if (!existsSync(kept)) writeFileSync(kept, (await transform(text, { ...options, filename: file })).code);
  copyFileSync(kept, target);
  if (text.startsWith('#!')) chmodSync(target, 0o755);
};

/** What has no source any more must not be packed. */
const sweep = () => {
  if (!existsSync(dist)) return;
  const wanted = new Set(sources.map((file) => file.replace(/\.ts$/, '')));
  for (const file of readdirSync(dist, { recursive: true })) {
    const source = file.replace(/(?:\.d\.ts|\.js)$/, '');
    if (/\.(?:js|ts|json)$/.test(file) && !wanted.has(source)) rmSync(path.join(dist, file));
  }
};

const declarations = () =>
  new Promise((resolve) => {
    const tsc = require.resolve('typescript/bin/tsc');
    spawn(process.execPath, [tsc, '-p', 'tsconfig.build.json'], { cwd: root, stdio: 'inherit' }).on('exit', (code) =>
      resolve(code ?? 70),
    );
  });

/**
 * The command line as one file: opening two hundred modules costs more than `check` itself. Engines stay
 * outside, and so do the providers, which load theirs when they are called.
 */
const bundle = () =>
  require('esbuild').build({
    entryPoints: [path.join(root, 'bin/command-line.ts')],
    outfile: path.join(dist, 'bin/command-line.js'),
    allowOverwrite: true,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    // A script that starts from what V8 kept of it cannot import; require takes ES modules too.
    supported: { 'dynamic-import': false },
    minifyWhitespace: true,
    minifySyntax: true,
    keepNames: true,
    mainFields: ['module', 'main'],
    legalComments: 'eof',
    logLevel: 'warning',
    external: ['@hpcc-js/*', 'aws-cdk-lib', 'cdk-nag', 'cdktn', 'constructs', 'vega', 'vega-lite', 'write-excel-file/*'],
    plugins: [{ name: 'lean', setup: lean }],
  });

/** What runs in the page of a comparison: the same calculation, for browsers. */
const page = () =>
  require('esbuild').build({
    entryPoints: [path.join(root, 'lib/report/compare/browser.ts')],
    outfile: path.join(dist, 'page/compare.js'),
    bundle: true,
    platform: 'browser',
    target: 'es2022',
    format: 'iife',
    minify: true,
    charset: 'ascii',
    legalComments: 'eof',
    logLevel: 'warning',
  });

const lean = (run) => {
  run.onResolve({ filter: /^\.\/(?:aws|openstack)\/provider$/ }, ({ path: name }) => ({
    path: `../lib/providers/${name.slice(2)}`,
    external: true,
  }));
  // Fifty languages of messages that nobody sees, since ours replace them.
  run.onLoad({ filter: /zod\/v4\/locales\/index\.js$/ }, () => ({ contents: 'export { default as en } from "./en.js";' }));
};

/** What V8 makes of the command line once it has checked a blueprint: bin/sgc.ts starts with it. */
const warmUp = () => {
  const file = path.join(dist, 'bin/command-line.js');
  const program = path.join(root, 'bin/warm-up.js');
  const { status } = spawnSync(process.execPath, [program, file, path.join(root, 'blueprints/reference/municipal.yaml')]);
  if (status !== 0) throw new Error('the command line does not start');
};

const build = async () => {
  mkdirSync(cache, { recursive: true });
  sweep();
  const [code] = await Promise.all([declarations(), Promise.all(sources.map(compile)).then(bundle), page()]);
  warmUp();
  process.exitCode = code;
};

build().catch((error) => {
  console.error(error);
  process.exitCode = 70;
});
