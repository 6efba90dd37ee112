#!/usr/bin/env node
import { existsSync, readFileSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import path from 'node:path';
import { Script } from 'node:vm';

// Starts the command line with what V8 made of it when it was built, which saves a quarter of a short run. Another
// version of V8 refuses that and compiles the text as usual.

type Loaded = (exports: unknown, require: NodeJS.Require, module: unknown, file: string, folder: string) => void;

const file = path.join(__dirname, 'command-line.js');
const compiled = `${file}.cache`;

const script = new Script(Module.wrap(readFileSync(file, 'utf8')), {
  filename: file,
  ...(existsSync(compiled) ? { cachedData: readFileSync(compiled) } : {}),
});
(script.runInThisContext() as Loaded)(exports, createRequire(file), module, file, __dirname);
