// Generates the typed bindings of the OpenStack provider from its own schema; `npm ci` runs it before the
// build, so it is plain JavaScript. Output is not committed.
'use strict';
process.env.CHECKPOINT_DISABLE = '1';
// Loading the engine asks a binary of this name for its version; there need not be one.
process.env.TERRAFORM_BINARY_NAME ??= 'false';
const { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } = require('node:fs');
const { createHash } = require('node:crypto');
const path = require('node:path');

const VERSION = '3.4.0';
const folder = path.join(__dirname, '../lib/providers/openstack');
const schemaFile = path.join(folder, `schema/openstack-${VERSION}.json`);
const output = path.join(folder, '.gen');

const generate = async () => {
  const text = readFileSync(schemaFile, 'utf8');
  const digest = createHash('sha256').update(text).update(readFileSync(__filename)).digest('hex');
  const mark = path.join(output, '.generated-from');
  if (existsSync(mark) && readFileSync(mark, 'utf8') === digest) return;

  const { CodeMaker, TerraformProviderConstraint, TerraformProviderGenerator } = require('@cdktn/provider-generator');
  const { ConstructsMakerProviderTarget } = require('@cdktn/commons');
  const schema = JSON.parse(text);
  // The schema export does not carry the version; without it no `version` would be rendered.
  schema.provider_versions = { [Object.keys(schema.provider_schemas)[0]]: VERSION };
  const constraint = new TerraformProviderConstraint({
    name: 'openstack',
    // Two parts, so that Terraform and OpenTofu each ask their own registry.
    source: 'terraform-provider-openstack/openstack',
    version: VERSION,
  });
  rmSync(output, { recursive: true, force: true });
  const code = new CodeMaker();
  code.indentation = 2;
  new TerraformProviderGenerator(code, schema).generate(new ConstructsMakerProviderTarget(constraint, 'typescript'));
  await code.save(output);
  for (const file of readdirSync(output, { recursive: true })) {
    if (!file.endsWith('.ts')) continue;
    const whole = path.join(output, file);
    // The generator does not write for `exactOptionalPropertyTypes`; its types are right all the same.
    writeFileSync(whole, `// @ts-nocheck\n${readFileSync(whole, 'utf8')}`);
  }
  writeFileSync(mark, digest);
};

generate().catch((error) => {
  console.error(error);
  process.exit(70);
});
