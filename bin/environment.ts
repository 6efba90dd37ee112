// Imported before any engine, which reads these when it loads.
process.env.CHECKPOINT_DISABLE ??= '1';
// Loading the OpenStack engine asks a binary of this name for its version; there need not be one.
process.env.TERRAFORM_BINARY_NAME ??= 'false';
// Where each construct was made is of no use in an artefact, and costs three quarters of a synthesis.
process.env.CDKTN_DISABLE_CREATION_STACK ??= '1';
