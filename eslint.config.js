'use strict';
const path = require('node:path');
const { createTypeScriptImportResolver } = require('eslint-import-resolver-typescript');
const { importX } = require('eslint-plugin-import-x');
const tseslint = require('typescript-eslint');

const at = (...parts) => parts.map((part) => path.join(__dirname, part));
const except = (base, ...names) => names.map((name) => path.relative(path.join(__dirname, base), path.join(__dirname, name)));

/** What each folder may not import from; test/architecture.test.ts holds the same table against the files themselves. */
const zones = [
  { target: at('lib/model'), from: at('lib'), except: except('lib', 'lib/model'), message: 'model imports nothing else of lib' },
  { target: at('lib/plan'), from: at('lib'), except: except('lib', 'lib/plan', 'lib/model'), message: 'plan imports only model' },
  {
    target: at('lib/evidence'),
    from: at('lib'),
    except: except('lib', 'lib/evidence', 'lib/model'),
    message: 'evidence imports only model',
  },
  { target: at('lib/controls'), from: at('lib/providers', 'lib/report'), message: 'controls know neither providers nor reports' },
  {
    target: at('lib/preflight'),
    from: at('lib/providers', 'lib/report'),
    message: 'preflight knows neither providers nor reports',
  },
  {
    target: at('lib/planning'),
    from: at('lib/providers', 'lib/report', 'lib/preflight', 'lib/discovery'),
    message: 'planning knows neither providers nor reports',
  },
  { target: at('lib/providers'), from: at('lib/report', 'lib/preflight', 'lib/planning'), message: 'providers do not report' },
  { target: at('lib/providers/aws'), from: at('lib/providers/openstack'), message: 'no provider imports another' },
  { target: at('lib/providers/openstack'), from: at('lib/providers/aws'), message: 'no provider imports another' },
  { target: at('lib/report'), from: at('lib/providers'), message: 'reports do not know providers' },
  { target: at('lib'), from: at('bin'), message: 'nothing imports bin' },
].flatMap(({ target, from, ...rest }) => target.flatMap((one) => from.map((other) => ({ target: one, from: other, ...rest }))));

const engines = ['aws-cdk-lib', 'aws-cdk-lib/*', 'cdktn', 'cdktn/*', 'constructs', 'cdk-nag'];

module.exports = tseslint.config(
  { ignores: ['dist/', 'coverage/', 'lib/providers/openstack/.gen/', '**/*.out/', '**/*.js'] },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strict],
    plugins: { 'import-x': importX },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: __dirname } },
    settings: { 'import-x/resolver-next': [createTypeScriptImportResolver({ project: path.join(__dirname, 'tsconfig.json') })] },
    rules: {
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false },
      ],
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/only-throw-error': 'error',
      // Constructs are made for their effect on the tree.
      'no-new': 'off',
      eqeqeq: 'error',
      'import-x/no-cycle': 'error',
      'import-x/no-default-export': 'error',
      'import-x/no-duplicates': ['error', { 'prefer-inline': true }],
      'import-x/no-restricted-paths': ['error', { zones }],
    },
  },
  {
    files: ['lib/**/*.ts'],
    rules: {
      'no-console': 'error',
      'no-restricted-globals': [
        'error',
        { name: 'process', message: 'only bin knows the process' },
        'fetch',
        'setTimeout',
        'setInterval',
      ],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'synthesis knows no clock' },
        { object: 'Math', property: 'random', message: 'synthesis knows no chance' },
      ],
    },
  },
  {
    files: [
      'lib/{model,plan,evidence,controls,preflight,planning,report}/**/*.ts',
      'lib/providers/*/{support,options}.ts',
      'lib/providers/*.ts',
    ],
    rules: { 'no-restricted-imports': ['error', { patterns: [{ group: engines, message: 'no engine here' }] }] },
  },
  {
    // Engines are loaded when they are needed and not before: `check` must answer at once.
    files: ['bin/**/*.ts', 'lib/providers/registry.ts'],
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
);
