/** The only import of the OpenStack engine: cdktn, continuation of the archived cdktf. */
export {
  App,
  DefaultTokenResolver,
  DataTerraformRemoteState,
  dependable,
  Fn,
  LocalBackend,
  StringConcat,
  TerraformBackend,
  TerraformElement,
  TerraformOutput,
  TerraformResource,
  TerraformStack,
  TerraformVariable,
  Token,
  Tokenization,
  Testing,
} from 'cdktn';
export { Construct } from 'constructs';
