/** The only import of the OpenStack engine: cdktn, continuation of the archived cdktf. */
export {
  App,
  DataTerraformRemoteState,
  Fn,
  LocalBackend,
  TerraformBackend,
  TerraformOutput,
  TerraformResource,
  TerraformStack,
  TerraformVariable,
  Token,
  Testing,
} from 'cdktn';
export { Construct } from 'constructs';
