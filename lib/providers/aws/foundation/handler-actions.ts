/**
 * What CloudFormation's handlers call when they make, change and remove a resource of a type, but for IAM, whose limits
 * are written by hand, and for plain reads in services in which they also write. Made by
 * test/clouds/handler-actions.test.ts from the registry's schemas.
 */
export const handlerActions: Readonly<Record<string, string>> = {
  'AWS::AccessAnalyzer::Analyzer':
    'access-analyzer:CreateAnalyzer access-analyzer:CreateArchiveRule access-analyzer:DeleteAnalyzer access-analyzer:DeleteArchiveRule access-analyzer:TagResource access-analyzer:UntagResource access-analyzer:UpdateAnalyzer access-analyzer:UpdateArchiveRule',
  'AWS::ApplicationAutoScaling::ScalableTarget':
    'application-autoscaling:DeleteScheduledAction application-autoscaling:DeregisterScalableTarget application-autoscaling:PutScheduledAction application-autoscaling:RegisterScalableTarget application-autoscaling:TagResource application-autoscaling:UntagResource cloudwatch:DeleteAlarms cloudwatch:PutMetricAlarm lambda:DeleteProvisionedConcurrencyConfig lambda:GetProvisionedConcurrencyConfig lambda:PutProvisionedConcurrencyConfig',
  'AWS::ApplicationAutoScaling::ScalingPolicy':
    'application-autoscaling:DeleteScalingPolicy application-autoscaling:PutScalingPolicy cloudwatch:GetMetricData',
  'AWS::Backup::BackupPlan':
    'backup:CreateBackupPlan backup:DeleteBackupPlan backup:TagResource backup:UntagResource backup:UpdateBackupPlan',
  'AWS::Backup::BackupSelection': 'backup:CreateBackupSelection backup:DeleteBackupSelection',
  'AWS::Backup::BackupVault':
    'backup-storage:Mount backup-storage:MountCapsule backup:CreateBackupVault backup:DeleteBackupVault backup:DeleteBackupVaultAccessPolicy backup:DeleteBackupVaultLockConfiguration backup:DeleteBackupVaultNotifications backup:PutBackupVaultAccessPolicy backup:PutBackupVaultLockConfiguration backup:PutBackupVaultNotifications backup:TagResource backup:UntagResource kms:CreateGrant kms:Decrypt kms:GenerateDataKey kms:RetireGrant',
  'AWS::Backup::RestoreTestingPlan':
    'backup:CreateRestoreTestingPlan backup:DeleteRestoreTestingPlan backup:TagResource backup:UntagResource backup:UpdateRestoreTestingPlan',
  'AWS::Backup::RestoreTestingSelection':
    'backup:CreateRestoreTestingSelection backup:DeleteRestoreTestingSelection backup:UpdateRestoreTestingSelection',
  'AWS::Budgets::Budget': 'budgets:ModifyBudget budgets:TagResource budgets:UntagResource budgets:ViewBudget',
  'AWS::CertificateManager::Certificate':
    'acm:AddTagsToCertificate acm:DeleteCertificate acm:RemoveTagsFromCertificate acm:RequestCertificate acm:UpdateCertificateOptions route53:ChangeResourceRecordSets',
  'AWS::CloudTrail::Trail':
    'cloudtrail:AddTags cloudtrail:CreateTrail cloudtrail:DeleteTrail cloudtrail:PutEventConfiguration cloudtrail:PutEventSelectors cloudtrail:PutInsightSelectors cloudtrail:RemoveTags cloudtrail:StartLogging cloudtrail:StopLogging cloudtrail:UpdateTrail',
  'AWS::CloudWatch::Alarm': 'cloudwatch:DeleteAlarms cloudwatch:PutMetricAlarm cloudwatch:TagResource cloudwatch:UntagResource',
  'AWS::CloudWatch::Dashboard':
    'cloudwatch:DeleteDashboards cloudwatch:PutDashboard cloudwatch:TagResource cloudwatch:UntagResource',
  'AWS::Cognito::UserPool':
    'cognito-idp:AddCustomAttributes cognito-idp:CreateUserPool cognito-idp:DeleteUserPool cognito-idp:SetUserPoolMfaConfig cognito-idp:TagResource cognito-idp:UntagResource cognito-idp:UpdateUserPool kms:CreateGrant kms:Decrypt kms:Encrypt kms:GenerateDataKey kms:GenerateDataKeyWithoutPlaintext kms:ReEncryptFrom kms:ReEncryptTo',
  'AWS::Cognito::UserPoolClient':
    'cognito-idp:CreateUserPoolClient cognito-idp:DeleteUserPoolClient cognito-idp:UpdateUserPoolClient',
  'AWS::Cognito::UserPoolDomain':
    'cognito-idp:CreateUserPoolDomain cognito-idp:DeleteUserPoolDomain cognito-idp:UpdateUserPoolDomain kms:CreateGrant kms:Decrypt kms:Encrypt kms:GenerateDataKeyWithoutPlaintext kms:ReEncryptFrom kms:ReEncryptTo',
  'AWS::Cognito::UserPoolIdentityProvider':
    'cognito-idp:CreateIdentityProvider cognito-idp:DeleteIdentityProvider cognito-idp:UpdateIdentityProvider',
  'AWS::Config::ConfigurationRecorder':
    'config:DeleteConfigurationRecorder config:PutConfigurationRecorder config:StartConfigurationRecorder',
  'AWS::Config::DeliveryChannel': 'config:DeleteDeliveryChannel config:PutDeliveryChannel',
  'AWS::EC2::CustomerGateway': 'ec2:CreateCustomerGateway ec2:CreateTags ec2:DeleteCustomerGateway ec2:DeleteTags',
  'AWS::EC2::EIP':
    'ec2:AcceptAddressTransfer ec2:AllocateAddress ec2:AssociateAddress ec2:CreateTags ec2:DeleteTags ec2:DisassociateAddress ec2:ReleaseAddress',
  'AWS::EC2::FlowLog':
    'ec2:CreateFlowLogs ec2:CreateTags ec2:DeleteFlowLogs ec2:DeleteTags logs:CreateLogDelivery logs:DeleteLogDelivery s3:GetBucketPolicy s3:PutBucketPolicy',
  'AWS::EC2::InternetGateway': 'ec2:CreateInternetGateway ec2:CreateTags ec2:DeleteInternetGateway ec2:DeleteTags',
  'AWS::EC2::NatGateway':
    'ec2:AssignPrivateNatGatewayAddress ec2:AssociateNatGatewayAddress ec2:CreateNatGateway ec2:CreateTags ec2:DeleteNatGateway ec2:DeleteTags ec2:DisassociateNatGatewayAddress ec2:UnassignPrivateNatGatewayAddress',
  'AWS::EC2::Route': 'ec2:CreateRoute ec2:DeleteRoute ec2:ReplaceRoute',
  'AWS::EC2::RouteTable': 'ec2:CreateRouteTable ec2:CreateTags ec2:DeleteRouteTable ec2:DeleteTags',
  'AWS::EC2::SecurityGroup':
    'ec2:AuthorizeSecurityGroupEgress ec2:AuthorizeSecurityGroupIngress ec2:CreateSecurityGroup ec2:CreateTags ec2:DeleteSecurityGroup ec2:DeleteTags ec2:RevokeSecurityGroupEgress ec2:RevokeSecurityGroupIngress ec2:UpdateSecurityGroupRuleDescriptionsEgress ec2:UpdateSecurityGroupRuleDescriptionsIngress',
  'AWS::EC2::SecurityGroupEgress':
    'ec2:AuthorizeSecurityGroupEgress ec2:RevokeSecurityGroupEgress ec2:UpdateSecurityGroupRuleDescriptionsEgress',
  'AWS::EC2::SecurityGroupIngress':
    'ec2:AuthorizeSecurityGroupIngress ec2:RevokeSecurityGroupIngress ec2:UpdateSecurityGroupRuleDescriptionsIngress',
  'AWS::EC2::Subnet':
    'ec2:AssociateSubnetCidrBlock ec2:CreateSubnet ec2:CreateTags ec2:DeleteSubnet ec2:DeleteTags ec2:DisassociateSubnetCidrBlock ec2:ModifySubnetAttribute',
  'AWS::EC2::SubnetRouteTableAssociation': 'ec2:AssociateRouteTable ec2:DisassociateRouteTable ec2:ReplaceRouteTableAssociation',
  'AWS::EC2::TransitGateway':
    'ec2:CreateTags ec2:CreateTransitGateway ec2:DeleteTags ec2:DeleteTransitGateway ec2:ModifyTransitGateway ec2:ModifyTransitGatewayOptions',
  'AWS::EC2::TransitGatewayAttachment':
    'ec2:CreateTags ec2:CreateTransitGatewayVpcAttachment ec2:DeleteTags ec2:DeleteTransitGatewayVpcAttachment ec2:ModifyTransitGatewayVpcAttachment',
  'AWS::EC2::TransitGatewayRoute': 'ec2:CreateTransitGatewayRoute ec2:DeleteTransitGatewayRoute ec2:SearchTransitGatewayRoutes',
  'AWS::EC2::TransitGatewayRouteTable':
    'ec2:CreateTags ec2:CreateTransitGatewayRouteTable ec2:DeleteTags ec2:DeleteTransitGatewayRouteTable ec2:DisassociateTransitGatewayRouteTable',
  'AWS::EC2::TransitGatewayRouteTableAssociation':
    'ec2:AssociateTransitGatewayRouteTable ec2:DisassociateTransitGatewayRouteTable',
  'AWS::EC2::TransitGatewayRouteTablePropagation':
    'ec2:DisableTransitGatewayRouteTablePropagation ec2:EnableTransitGatewayRouteTablePropagation',
  'AWS::EC2::VPC':
    'ec2:CreateTags ec2:CreateVpc ec2:CreateVpcEncryptionControl ec2:DeleteTags ec2:DeleteVpc ec2:ModifyVpcAttribute ec2:ModifyVpcTenancy',
  'AWS::EC2::VPCCidrBlock': 'ec2:AllocateIpamPoolCidr ec2:AssociateVpcCidrBlock ec2:DisassociateVpcCidrBlock',
  'AWS::EC2::VPCEndpoint': 'ec2:CreateTags ec2:CreateVpcEndpoint ec2:DeleteTags ec2:DeleteVpcEndpoints ec2:ModifyVpcEndpoint',
  'AWS::EC2::VPCEndpointService':
    'cloudwatch:DeleteInsightRules cloudwatch:PutManagedInsightRules ec2:CreateTags ec2:CreateVpcEndpointServiceConfiguration ec2:DeleteTags ec2:DeleteVpcEndpointServiceConfigurations ec2:ModifyVpcEndpointServiceConfiguration ec2:ModifyVpcEndpointServicePayerResponsibility',
  'AWS::EC2::VPCEndpointServicePermissions':
    'ec2:CreateVpcEndpointServicePermissions ec2:DeleteVpcEndpointServicePermissions ec2:ModifyVpcEndpointServicePermissions',
  'AWS::EC2::VPCGatewayAttachment':
    'ec2:AttachInternetGateway ec2:AttachVpnGateway ec2:DetachInternetGateway ec2:DetachVpnGateway',
  'AWS::EC2::VPNConnection':
    'ec2:CreateTags ec2:CreateVpnConnection ec2:DeleteTags ec2:DeleteVpnConnection ec2:ModifyVpnConnection ec2:ModifyVpnConnectionOptions ec2:ModifyVpnTunnelOptions logs:CreateLogDelivery logs:DeleteLogDelivery logs:PutResourcePolicy logs:UpdateLogDelivery',
  'AWS::EC2::VPNConnectionRoute': 'ec2:CreateVpnConnectionRoute ec2:DeleteVpnConnectionRoute',
  'AWS::EC2::VPNGateway': 'ec2:CreateTags ec2:CreateVpnGateway ec2:DeleteTags ec2:DeleteVpnGateway',
  'AWS::EC2::VPNGatewayRoutePropagation': 'ec2:DisableVgwRoutePropagation ec2:EnableVgwRoutePropagation',
  'AWS::ECR::Repository':
    'ecr:CreateRepository ecr:DeleteLifecyclePolicy ecr:DeleteRepository ecr:DeleteRepositoryPolicy ecr:GetLifecyclePolicy ecr:GetRepositoryPolicy ecr:PutImageScanningConfiguration ecr:PutImageTagMutability ecr:PutLifecyclePolicy ecr:SetRepositoryPolicy ecr:TagResource ecr:UntagResource kms:CreateGrant kms:RetireGrant',
  'AWS::ECS::Cluster':
    'ecs:CreateCluster ecs:DeleteCluster ecs:PutAccountSetting ecs:PutAccountSettingDefault ecs:PutClusterCapacityProviders ecs:TagResource ecs:UntagResource ecs:UpdateCluster ecs:UpdateClusterSettings kms:DescribeKey',
  'AWS::ECS::Service':
    'ecs:CreateService ecs:DeleteService ecs:StopServiceDeployment ecs:TagResource ecs:UntagResource ecs:UpdateService',
  'AWS::ECS::TaskDefinition': 'ecs:DeregisterTaskDefinition ecs:RegisterTaskDefinition ecs:TagResource ecs:UntagResource',
  'AWS::EFS::AccessPoint':
    'elasticfilesystem:CreateAccessPoint elasticfilesystem:DeleteAccessPoint elasticfilesystem:TagResource elasticfilesystem:UntagResource',
  'AWS::EFS::FileSystem':
    'elasticfilesystem:CreateFileSystem elasticfilesystem:CreateReplicationConfiguration elasticfilesystem:DeleteFileSystem elasticfilesystem:DeleteFileSystemPolicy elasticfilesystem:DeleteReplicationConfiguration elasticfilesystem:DeleteTags elasticfilesystem:PutBackupPolicy elasticfilesystem:PutFileSystemPolicy elasticfilesystem:PutLifecycleConfiguration elasticfilesystem:TagResource elasticfilesystem:UntagResource elasticfilesystem:UpdateFileSystem elasticfilesystem:UpdateFileSystemProtection kms:CreateGrant kms:GenerateDataKeyWithoutPlaintext',
  'AWS::EFS::MountTarget':
    'elasticfilesystem:CreateMountTarget elasticfilesystem:DeleteMountTarget elasticfilesystem:ModifyMountTargetSecurityGroups',
  'AWS::ElasticLoadBalancingV2::Listener':
    'cognito-idp:DescribeUserPoolClient elasticloadbalancing:AddTags elasticloadbalancing:CreateListener elasticloadbalancing:DeleteListener elasticloadbalancing:ModifyListener elasticloadbalancing:ModifyListenerAttributes elasticloadbalancing:RemoveTags',
  'AWS::ElasticLoadBalancingV2::ListenerRule':
    'cognito-idp:DescribeUserPoolClient elasticloadbalancing:AddTags elasticloadbalancing:CreateRule elasticloadbalancing:DeleteRule elasticloadbalancing:ModifyRule elasticloadbalancing:RemoveTags elasticloadbalancing:SetRulePriorities',
  'AWS::ElasticLoadBalancingV2::LoadBalancer':
    'ec2:DescribeIpamPools elasticloadbalancing:AddTags elasticloadbalancing:CreateLoadBalancer elasticloadbalancing:DeleteLoadBalancer elasticloadbalancing:ModifyCapacityReservation elasticloadbalancing:ModifyIpPools elasticloadbalancing:ModifyLoadBalancerAttributes elasticloadbalancing:RemoveTags elasticloadbalancing:SetIpAddressType elasticloadbalancing:SetSecurityGroups elasticloadbalancing:SetSubnets',
  'AWS::ElasticLoadBalancingV2::TargetGroup':
    'ec2:DescribeVpcs elasticloadbalancing:AddTags elasticloadbalancing:CreateTargetGroup elasticloadbalancing:DeleteTargetGroup elasticloadbalancing:DeregisterTargets elasticloadbalancing:ModifyTargetGroup elasticloadbalancing:ModifyTargetGroupAttributes elasticloadbalancing:RegisterTargets elasticloadbalancing:RemoveTags',
  'AWS::Events::Rule':
    'events:DeleteRule events:PutRule events:PutTargets events:RemoveTargets events:TagResource events:UntagResource',
  'AWS::GuardDuty::Detector':
    'guardduty:CreateDetector guardduty:DeleteDetector guardduty:TagResource guardduty:UntagResource guardduty:UpdateDetector',
  'AWS::IAM::ManagedPolicy': '',
  'AWS::IAM::OIDCProvider': '',
  'AWS::IAM::Role': '',
  'AWS::IAM::SAMLProvider': '',
  'AWS::KMS::Alias': 'kms:CreateAlias kms:DeleteAlias kms:UpdateAlias',
  'AWS::KMS::Key':
    'kms:CreateKey kms:DisableKey kms:DisableKeyRotation kms:EnableKey kms:EnableKeyRotation kms:GetKeyPolicy kms:GetKeyRotationStatus kms:PutKeyPolicy kms:ScheduleKeyDeletion kms:TagResource kms:UntagResource kms:UpdateKeyDescription',
  'AWS::Lambda::Function':
    'ec2:DescribeNetworkInterfaces ec2:DescribeSecurityGroups ec2:DescribeSubnets ec2:DescribeVpcs elasticfilesystem:DescribeMountTargets kms:CreateGrant kms:Decrypt kms:Encrypt kms:GenerateDataKey lambda:AssociateRuntimeAlias lambda:CreateFunction lambda:DeleteFunction lambda:DeleteFunctionCodeSigningConfig lambda:DeleteFunctionConcurrency lambda:GetCodeSigningConfig lambda:GetFunction lambda:GetFunctionCodeSigningConfig lambda:GetFunctionRecursionConfig lambda:GetFunctionScalingConfig lambda:GetLayerVersion lambda:GetRuntimeManagementConfig lambda:PassCapacityProvider lambda:PublishVersion lambda:PutFunctionCodeSigningConfig lambda:PutFunctionConcurrency lambda:PutFunctionRecursionConfig lambda:PutFunctionScalingConfig lambda:PutRuntimeManagementConfig lambda:TagResource lambda:UntagResource lambda:UpdateFunctionCode lambda:UpdateFunctionConfiguration s3:GetObject s3:GetObjectVersion',
  'AWS::Lambda::Permission': 'lambda:AddPermission lambda:GetPolicy lambda:RemovePermission',
  'AWS::Logs::LogGroup':
    'logs:AssociateKmsKey logs:CreateLogDelivery logs:CreateLogGroup logs:DeleteDataProtectionPolicy logs:DeleteIndexPolicy logs:DeleteLogGroup logs:DeleteResourcePolicy logs:DeleteRetentionPolicy logs:DisassociateKmsKey logs:PutBearerTokenAuthentication logs:PutDataProtectionPolicy logs:PutIndexPolicy logs:PutLogGroupDeletionProtection logs:PutResourcePolicy logs:PutRetentionPolicy logs:TagResource logs:UntagResource s3:REST.PUT.OBJECT',
  'AWS::Logs::MetricFilter': 'logs:DeleteMetricFilter logs:PutMetricFilter',
  'AWS::Logs::ResourcePolicy': 'logs:DeleteResourcePolicy logs:PutResourcePolicy',
  'AWS::NetworkFirewall::Firewall':
    'ec2:AttachApplianceToNatGateway ec2:CreateNetworkInterfacePermission ec2:CreateVpcEndpoint ec2:DeleteNetworkInterfacePermission ec2:DeleteVpcEndpoints ec2:DetachApplianceFromNatGateway logs:DescribeLogGroups logs:DescribeResourcePolicies logs:GetLogDelivery logs:ListLogDeliveries network-firewall:AssociateAvailabilityZones network-firewall:AssociateFirewallPolicy network-firewall:AssociateSubnets network-firewall:CreateFirewall network-firewall:DeleteFirewall network-firewall:DisassociateAvailabilityZones network-firewall:DisassociateSubnets network-firewall:TagResource network-firewall:UntagResource network-firewall:UpdateAvailabilityZoneChangeProtection network-firewall:UpdateFirewallAnalysisSettings network-firewall:UpdateFirewallDeleteProtection network-firewall:UpdateFirewallDescription network-firewall:UpdateFirewallPolicyChangeProtection network-firewall:UpdateProxySettings network-firewall:UpdateSubnetChangeProtection',
  'AWS::NetworkFirewall::FirewallPolicy':
    'network-firewall:CreateFirewallPolicy network-firewall:DeleteFirewallPolicy network-firewall:TagResource network-firewall:UntagResource network-firewall:UpdateFirewallPolicy',
  'AWS::NetworkFirewall::LoggingConfiguration':
    'logs:CreateLogDelivery logs:DeleteLogDelivery logs:PutResourcePolicy logs:UpdateLogDelivery network-firewall:UpdateLoggingConfiguration s3:GetBucketPolicy s3:PutBucketPolicy',
  'AWS::NetworkFirewall::RuleGroup':
    'ec2:DescribeManagedPrefixLists ec2:GetManagedPrefixListEntries network-firewall:CreateRuleGroup network-firewall:DeleteRuleGroup network-firewall:TagResource network-firewall:UntagResource network-firewall:UpdateRuleGroup',
  'AWS::RAM::ResourceShare':
    'ram:AssociateResourceShare ram:AssociateResourceSharePermission ram:CreateResourceShare ram:DeleteResourceShare ram:DisassociateResourceShare ram:TagResource ram:UntagResource ram:UpdateResourceShare',
  'AWS::RDS::DBInstance':
    'ec2:DescribeAccountAttributes ec2:DescribeAvailabilityZones ec2:DescribeInternetGateways ec2:DescribeSecurityGroups ec2:DescribeSubnets ec2:DescribeVpcAttribute ec2:DescribeVpcs kms:CreateGrant rds:AddRoleToDBInstance rds:AddTagsToResource rds:CreateDBInstance rds:CreateDBInstanceReadReplica rds:CreateDBSnapshot rds:DeleteDBInstance rds:ModifyDBInstance rds:PromoteReadReplica rds:RebootDBInstance rds:RemoveRoleFromDBInstance rds:RemoveTagsFromResource rds:RestoreDBInstanceFromDBSnapshot rds:RestoreDBInstanceToPointInTime rds:StartDBInstanceAutomatedBackupsReplication rds:StopDBInstanceAutomatedBackupsReplication secretsmanager:CreateSecret secretsmanager:TagResource',
  'AWS::RDS::DBParameterGroup':
    'rds:AddTagsToResource rds:CreateDBParameterGroup rds:DeleteDBParameterGroup rds:ModifyDBParameterGroup rds:RemoveTagsFromResource rds:ResetDBParameterGroup',
  'AWS::RDS::DBSubnetGroup':
    'rds:AddTagsToResource rds:CreateDBSubnetGroup rds:DeleteDBSubnetGroup rds:ModifyDBSubnetGroup rds:RemoveTagsFromResource',
  'AWS::Route53::HostedZone':
    'ec2:DescribeVpcs route53:AssociateVPCWithHostedZone route53:ChangeTagsForResource route53:CreateHostedZone route53:CreateQueryLoggingConfig route53:DeleteHostedZone route53:DeleteQueryLoggingConfig route53:DisassociateVPCFromHostedZone route53:UpdateHostedZoneComment route53:UpdateHostedZoneFeatures',
  'AWS::Route53::RecordSet': 'route53:ChangeResourceRecordSets',
  'AWS::Route53Profiles::Profile':
    'route53profiles:CreateProfile route53profiles:DeleteProfile route53profiles:TagResource route53profiles:UntagResource',
  'AWS::Route53Profiles::ProfileAssociation':
    'ec2:DescribeVpcs route53profiles:AssociateProfile route53profiles:DisassociateProfile route53profiles:TagResource route53profiles:UntagResource',
  'AWS::Route53Profiles::ProfileResourceAssociation':
    'ec2:DescribeVpcEndpoints route53:GetHostedZone route53profiles:AssociateResourceToProfile route53profiles:DisassociateResourceFromProfile route53profiles:UpdateProfileResourceAssociation route53resolver:GetFirewallRuleGroup route53resolver:GetResolverQueryLogConfig route53resolver:GetResolverRule',
  'AWS::Route53Resolver::FirewallDomainList':
    'route53resolver:CreateFirewallDomainList route53resolver:DeleteFirewallDomainList route53resolver:ImportFirewallDomains route53resolver:TagResource route53resolver:UntagResource route53resolver:UpdateFirewallDomains',
  'AWS::Route53Resolver::FirewallRuleGroup':
    'route53resolver:CreateFirewallRule route53resolver:CreateFirewallRuleGroup route53resolver:DeleteFirewallRule route53resolver:DeleteFirewallRuleGroup route53resolver:TagResource route53resolver:UntagResource route53resolver:UpdateFirewallRule',
  'AWS::Route53Resolver::FirewallRuleGroupAssociation':
    'ec2:DescribeVpcs route53resolver:AssociateFirewallRuleGroup route53resolver:DisassociateFirewallRuleGroup route53resolver:TagResource route53resolver:UntagResource route53resolver:UpdateFirewallRuleGroupAssociation',
  'AWS::Route53Resolver::ResolverQueryLoggingConfig':
    'logs:CreateLogDelivery logs:DeleteLogDelivery logs:PutResourcePolicy logs:UpdateLogDelivery route53resolver:CreateResolverQueryLogConfig route53resolver:DeleteResolverQueryLogConfig route53resolver:TagResource route53resolver:UntagResource',
  'AWS::Route53Resolver::ResolverQueryLoggingConfigAssociation':
    'ec2:DescribeVpcs route53resolver:AssociateResolverQueryLogConfig route53resolver:DisassociateResolverQueryLogConfig',
  'AWS::S3::Bucket':
    's3:CreateBucket s3:CreateBucketMetadataTableConfiguration s3:DeleteBucket s3:DeleteBucketAnalyticsConfiguration s3:DeleteBucketCors s3:DeleteBucketEncryption s3:DeleteBucketLifecycle s3:DeleteBucketMetadataTableConfiguration s3:DeleteBucketMetricsConfiguration s3:DeleteBucketReplication s3:DeleteBucketWebsite s3:DeleteObject s3:GetAccelerateConfiguration s3:GetAnalyticsConfiguration s3:GetBucketAbac s3:GetBucketAcl s3:GetBucketCORS s3:GetBucketLogging s3:GetBucketMetadataTableConfiguration s3:GetBucketNotification s3:GetBucketObjectLockConfiguration s3:GetBucketOwnershipControls s3:GetBucketPublicAccessBlock s3:GetBucketTagging s3:GetBucketVersioning s3:GetBucketWebsite s3:GetEncryptionConfiguration s3:GetIntelligentTieringConfiguration s3:GetInventoryConfiguration s3:GetLifecycleConfiguration s3:GetMetricsConfiguration s3:GetReplicationConfiguration s3:PutAccelerateConfiguration s3:PutAnalyticsConfiguration s3:PutBucketAbac s3:PutBucketAcl s3:PutBucketCORS s3:PutBucketLogging s3:PutBucketNotification s3:PutBucketObjectLockConfiguration s3:PutBucketOwnershipControls s3:PutBucketPublicAccessBlock s3:PutBucketReplication s3:PutBucketTagging s3:PutBucketVersioning s3:PutBucketWebsite s3:PutEncryptionConfiguration s3:PutIntelligentTieringConfiguration s3:PutInventoryConfiguration s3:PutLifecycleConfiguration s3:PutMetricsConfiguration s3:PutObjectAcl s3:PutObjectLockConfiguration s3:PutReplicationConfiguration s3:TagResource s3:UntagResource s3:UpdateBucketMetadataAnnotationTableConfiguration s3:UpdateBucketMetadataInventoryTableConfiguration s3:UpdateBucketMetadataJournalTableConfiguration',
  'AWS::S3::BucketPolicy': 's3:DeleteBucketPolicy s3:GetBucketPolicy s3:PutBucketPolicy',
  'AWS::SES::ConfigurationSet':
    'ses:CreateConfigurationSet ses:DeleteConfigurationSet ses:PutConfigurationSetArchivingOptions ses:PutConfigurationSetDeliveryOptions ses:PutConfigurationSetReputationOptions ses:PutConfigurationSetSendingOptions ses:PutConfigurationSetSuppressionOptions ses:PutConfigurationSetTrackingOptions ses:PutConfigurationSetVdmOptions ses:TagResource ses:UntagResource',
  'AWS::SES::EmailIdentity':
    'ses:CreateEmailIdentity ses:DeleteEmailIdentity ses:PutEmailIdentityConfigurationSetAttributes ses:PutEmailIdentityDkimAttributes ses:PutEmailIdentityDkimSigningAttributes ses:PutEmailIdentityFeedbackAttributes ses:PutEmailIdentityMailFromAttributes ses:TagResource ses:UntagResource',
  'AWS::SNS::Subscription': 'sns:SetSubscriptionAttributes sns:Subscribe sns:Unsubscribe',
  'AWS::SNS::Topic':
    'sns:CreateTopic sns:DeleteTopic sns:PutDataProtectionPolicy sns:SetTopicAttributes sns:Subscribe sns:TagResource sns:Unsubscribe sns:UntagResource',
  'AWS::SNS::TopicPolicy': 'sns:SetTopicAttributes',
  'AWS::SQS::Queue': 'sqs:CreateQueue sqs:DeleteQueue sqs:SetQueueAttributes sqs:TagQueue sqs:UntagQueue',
  'AWS::SQS::QueuePolicy': 'sqs:SetQueueAttributes',
  'AWS::SSM::Association':
    'ec2:DescribeInstanceStatus ssm:AddTagsToResource ssm:CreateAssociation ssm:DeleteAssociation ssm:GetCalendarState ssm:RemoveTagsFromResource ssm:UpdateAssociation',
  'AWS::SSM::Document':
    's3:GetObject ssm:AddTagsToResource ssm:CreateDocument ssm:DeleteDocument ssm:GetDocument ssm:RemoveTagsFromResource ssm:UpdateDocument ssm:UpdateDocumentDefaultVersion',
  'AWS::Scheduler::Schedule': 'scheduler:CreateSchedule scheduler:DeleteSchedule scheduler:UpdateSchedule',
  'AWS::Scheduler::ScheduleGroup':
    'scheduler:CreateScheduleGroup scheduler:DeleteSchedule scheduler:DeleteScheduleGroup scheduler:TagResource scheduler:UntagResource',
  'AWS::SecretsManager::RotationSchedule': 'lambda:InvokeFunction secretsmanager:CancelRotateSecret secretsmanager:RotateSecret',
  'AWS::SecretsManager::Secret':
    'secretsmanager:CreateSecret secretsmanager:DeleteSecret secretsmanager:GetRandomPassword secretsmanager:GetSecretValue secretsmanager:RemoveRegionsFromReplication secretsmanager:ReplicateSecretToRegions secretsmanager:TagResource secretsmanager:UntagResource secretsmanager:UpdateSecret',
  'AWS::SecurityHub::Hub':
    'securityhub:DisableSecurityHub securityhub:EnableSecurityHub securityhub:TagResource securityhub:UntagResource securityhub:UpdateSecurityHubConfiguration',
  'AWS::SecurityHub::Standard':
    'securityhub:BatchDisableStandards securityhub:BatchEnableStandards securityhub:UpdateStandardsControl',
  'AWS::WAFv2::LoggingConfiguration':
    'logs:CreateLogDelivery logs:DeleteLogDelivery logs:PutResourcePolicy s3:GetBucketPolicy s3:PutBucketPolicy wafv2:DeleteLoggingConfiguration wafv2:PutLoggingConfiguration',
  'AWS::WAFv2::WebACL':
    'wafv2:CreateWebACL wafv2:DeleteWebACL wafv2:TagResource wafv2:UntagResource wafv2:UpdateWebACL wafv2:listWebACLs',
  'AWS::WAFv2::WebACLAssociation':
    'cognito-idp:AssociateWebACL cognito-idp:DisassociateWebACL ec2:AssociateVerifiedAccessInstanceWebAcl ec2:DisassociateVerifiedAccessInstanceWebAcl elasticloadbalancing:CreateWebACLAssociation elasticloadbalancing:DeleteWebACLAssociation elasticloadbalancing:SetWebACL wafv2:AssociateWebACL wafv2:DisassociateWebACL wafv2:PutPermissionPolicy',
};
