/**
 * CloudFormation types that hold state or carry addresses, with the properties whose change replaces them
 * ("Update requires: Replacement" in the CloudFormation resource reference).
 */
export const statefulTypes: Readonly<Record<string, readonly string[]>> = {
  'AWS::Backup::BackupVault': ['BackupVaultName', 'EncryptionKeyArn'],
  'AWS::Cognito::UserPool': [],
  'AWS::EC2::Subnet': ['AvailabilityZone', 'CidrBlock', 'VpcId'],
  'AWS::EC2::TransitGateway': ['AmazonSideAsn', 'Description'],
  'AWS::EC2::VPC': ['CidrBlock', 'InstanceTenancy'],
  'AWS::EFS::FileSystem': ['Encrypted', 'KmsKeyId', 'PerformanceMode'],
  'AWS::KMS::Key': ['MultiRegion'],
  'AWS::Logs::LogGroup': ['LogGroupName'],
  'AWS::RDS::DBInstance': [
    'DBInstanceIdentifier',
    'DBName',
    'DBSubnetGroupName',
    'Engine',
    'KmsKeyId',
    'MasterUsername',
    'Port',
    'StorageEncrypted',
  ],
  'AWS::RDS::DBSubnetGroup': ['DBSubnetGroupName'],
  'AWS::Route53::HostedZone': ['Name'],
  'AWS::S3::Bucket': ['BucketName'],
  'AWS::SQS::Queue': ['FifoQueue', 'QueueName'],
  'AWS::SecretsManager::Secret': ['Name'],
};
