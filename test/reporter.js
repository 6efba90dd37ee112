// Last line of a run, alone, for whoever reads only that.
'use strict';

module.exports = class {
  onRunComplete(_, { numPassedTests, numFailedTests, numRuntimeErrorTestSuites }) {
    process.once('exit', () =>
      process.stdout.write(`${numPassedTests} passed, ${numFailedTests + numRuntimeErrorTestSuites} failed\n`),
    );
  }
};
