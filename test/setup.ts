// Synthesis of both engines without their own network calls and without the validator that has its own gate.
process.env.CDK_VALIDATION = 'false';
process.env.CHECKPOINT_DISABLE = '1';
process.env.NODE_NO_WARNINGS = '1';
process.env.TERRAFORM_BINARY_NAME ??= 'false';
// Where a token was made is asked by nobody, and finding it out is three quarters of a synthesis.
process.env.CDKTN_DISABLE_CREATION_STACK ??= '1';
