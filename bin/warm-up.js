// Runs `sgc check` once and keeps what V8 compiled for it beside the text, for bin/sgc.ts. Called by bin/build.js.
'use strict';
const { readFileSync, writeFileSync } = require('node:fs');
const Module = require('node:module');
const path = require('node:path');
const v8 = require('node:v8');
const { Script } = require('node:vm');

const [file, blueprint] = process.argv.slice(2);
// A cache counts only for the flags under which it was made, and a run starts with none.
v8.setFlagsFromString = () => undefined;
process.argv.splice(2, 2, 'check', blueprint);

const script = new Script(Module.wrap(readFileSync(file, 'utf8')), { filename: file });
script.runInThisContext()(exports, Module.createRequire(file), module, file, path.dirname(file));
process.on('exit', () => writeFileSync(`${file}.cache`, script.createCachedData()));
