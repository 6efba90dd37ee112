import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Engine } from '../toolchain';

/** A program that notes its process in a file and becomes the engine. */
export const wrapperOf = (engine: Engine, pidsFile: string): string =>
  `#!/bin/sh\necho $$ >>'${pidsFile}'\nexec '${programOf(engine)}' "$@"\n`;

/** On the path or not, by its whole name, since a file of the same name will stand before it there. */
const programOf = ({ program, env }: Engine): string =>
  program.includes('/')
    ? program
    : ((env.PATH ?? '')
        .split(':')
        .map((folder) => path.join(folder, program))
        .find((one) => existsSync(one)) ?? program);

/** States and plans hold what is not for everybody; only OpenTofu can encrypt them. As docs/deploy.md shows it. */
export const encryptionBy = (passphrase: string): string => `key_provider "pbkdf2" "main" {
  passphrase = "${passphrase}"
  iterations = 200000
}
method "aes_gcm" "main" { keys = key_provider.pbkdf2.main }
state {
  method   = method.aes_gcm.main
  enforced = true
}
plan {
  method   = method.aes_gcm.main
  enforced = true
}`;
