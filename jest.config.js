'use strict';

/** ES-only packages that tests load pass through swc like our own code. */
const esm = ['@hpcc-js', '@sparticuz'];

module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  transform: {
    '^.+\\.(t|j)s$': ['@swc/jest', { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } }],
  },
  transformIgnorePatterns: [`/node_modules/(?!(?:${esm.join('|')})/)`],
  setupFiles: ['<rootDir>/test/setup.ts'],
  reporters: ['default', '<rootDir>/test/reporter.js'],
  // Two cores, shared, and the tools of others: a limit is there for what hangs.
  testTimeout: 600_000,
  maxWorkers: '100%',
};
