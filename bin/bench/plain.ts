import { readFileSync } from 'node:fs';
import path from 'node:path';
import { App, CfnResource, Stack } from 'aws-cdk-lib';
import { App as TerraformApp, TerraformResource, TerraformStack } from 'cdktn';
import type { Artefact } from '../../lib/providers/provider';

interface Template {
  readonly Resources?: Readonly<
    Record<string, { readonly Type: string; readonly Properties?: Readonly<Record<string, unknown>> }>
  >;
  readonly resource?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

const templateOf = (folder: string, artefact: Artefact): Template =>
  JSON.parse(readFileSync(path.join(folder, artefact.file), 'utf8')) as Template;

/** The least that the CDK can be asked for: the same resources as they were written, without any construct of ours. */
const aws = (folder: string, artefacts: readonly Artefact[], outdir: string): void => {
  const app = new App({ outdir, analyticsReporting: false });
  for (const artefact of artefacts) {
    const stack = new Stack(app, artefact.name);
    for (const [id, { Type: type, Properties: properties = {} }] of Object.entries(
      templateOf(folder, artefact).Resources ?? {},
    )) {
      new CfnResource(stack, id, { type, properties });
    }
  }
  app.synth();
};

/** The same for the OpenStack engine. */
const openstack = (folder: string, artefacts: readonly Artefact[], outdir: string): void => {
  const app = new TerraformApp({ outdir, skipValidation: true });
  for (const artefact of artefacts) {
    const stack = new TerraformStack(app, artefact.name);
    for (const [type, resources] of Object.entries(templateOf(folder, artefact).resource ?? {})) {
      for (const [id, body] of Object.entries(resources)) plainResource(stack, type, id, body);
    }
  }
  app.synth();
};

const plainResource = (stack: TerraformStack, terraformResourceType: string, id: string, body: unknown): void => {
  const resource = new TerraformResource(stack, `${terraformResourceType}-${id}`, { terraformResourceType });
  for (const [key, value] of Object.entries(body as Readonly<Record<string, unknown>>))
    if (key !== '//') resource.addOverride(key, value);
};

/** By the name that a target has in the reference region. */
export const plainly = { aws, openstack } as const;
