/** Places that operators reach, and what a change there means. */
export interface Row {
  /** Operator, type and path, as `about` of a mutation says them. */
  readonly about: RegExp;
  readonly why: string;
}

const row = (about: RegExp, why: string): Row => ({ about, why });

/**
 * Places without a bearing on security, or where the engine refuses the change: they are not tried. Each says why, so
 * that nobody can hide a hole here unread.
 */
export const harmless: readonly Row[] = [
  row(/switch turned: .*(MetricsEnabled|SampledRequestsEnabled|Metrics\.Status|ReturnData)$/, 'counts for dashboards'),
  row(/switch turned: .*(EnableECSManagedTags|CopyTagsToSnapshot)$/, 'tags that nobody trusts'),
  row(
    /switch turned: .*(EnableDnsHostnames|EnableDnsSupport|PrivateDnsEnabled|EvaluateTargetHealth|admin_state_up|enable_dhcp|no_gateway|StaticRoutesOnly)$/,
    'without it something is not reached: it fails, and lets nobody in',
  ),
  row(
    /switch turned: .*(AvailabilityZoneRebalancing|Essential|InitProcessEnabled|SendingEnabled|isEnd|EventBridgeEnabled|enable_online_resize|detach_ports_before_destroy|AllowedOAuthFlowsUserPoolClient)$/,
    'how something runs, not who may reach it',
  ),
  row(
    /switch turned: .*(ExpiredObjectDeleteMarker|LifecycleConfiguration\.Rules\.Status)$/,
    'what is not cleaned up stays longer',
  ),
  row(/switch turned: .*BucketKeyEnabled$/, 'how often the key is asked; the key is the same'),
  row(/switch turned: .*ExcludePunctuation$/, 'which characters a value of 64 characters has'),
  row(/switch turned: .*delete_on_termination$/, 'disks that hold the system only; data lie on volumes of their own'),
  row(/host weakened: .*yes: (ip-freebind|RemainAfterExit)/, 'how a program starts'),
  row(/host weakened: .*deny: cache deny all/, 'the proxy keeps copies; what it lets through is the same'),
  row(
    /host weakened: .*enable --now (prometheus-postgres-exporter|part-|job-|render-peers|measure-entry)/,
    'a part that does not run harms nobody else',
  ),
  row(/guard dropped: AWS::NetworkFirewall::Firewall \w+Protection$/, 'off already: the region replaces its firewall by itself'),
  row(
    /guard dropped: .*Destination\.EncryptionConfiguration/,
    'the cloud refuses to copy encrypted objects without naming the key of the copy',
  ),
  row(
    /address widened: .*(Route|TransitGatewayRoute) DestinationCidrBlock$/,
    'the table has a default route already, and the cloud refuses a second',
  ),
  row(/no longer kept: networking_floatingip/, 'an address holds no data'),
];

/** What no verdict shows although it makes something less safe: the list of what the audit does not see. */
export const survivors: readonly Row[] = [
  row(/every caller: AWS::EC2::VPCEndpoint/, 'a statement that names what may be read: the public store of image layers'),
  row(
    /refusal dropped: AWS::S3::BucketPolicy/,
    'a store refuses more than plain connections: older TLS, which the cloud refuses too, and callers whom nothing admits',
  ),
  row(/host weakened: .*drop: ip daddr #\.#\.#\.#\/# drop/, 'on a host that runs no containers, and forwards nothing'),
  row(
    /condition dropped: AWS::(IAM::ManagedPolicy|KMS::Key|EFS::FileSystem)/,
    'the statement still names its resources or its own account; the condition was a second bound',
  ),
  row(
    /switch turned: AWS::(KMS::Key|EFS::FileSystem) .*Condition/,
    'likewise: a second bound of a statement that names its callers',
  ),
  row(/every action: AWS::(KMS::Key|EFS::FileSystem)/, 'the account that owns it holds all of it anyway'),
  row(
    /every resource: AWS::IAM::ManagedPolicy/,
    'actions that neither read nor change data; those that do are judged by identity.dataByName',
  ),
  row(
    /refusal dropped: AWS::IAM::ManagedPolicy/,
    'a boundary refuses places and limits besides what identity.rolesBounded asks of it',
  ),
  row(/switch turned: .*EnableContinuousBackup$/, 'databases keep their own history, which recovery.databaseHistory judges'),
  row(/switch turned: .*EnableIAMDatabaseAuthentication$/, 'passwords that are renewed by schedule remain'),
  row(/switch turned: .*CertificateTransparency/, 'certificates are public by the rules of those who give them'),
  row(
    /switch turned: .*LoadBalancerAttributes\.Value$/,
    'how a balancer spreads over zones; its protection and its records are judged',
  ),
  row(/switch turned: .*AutoEnableControls$/, 'new rules of a standard that is on; the standard itself is judged'),
  row(
    /host weakened: .*(log-replies|hide-identity|hide-version|log_disconnections)/,
    'less is told, and what is judged is told still',
  ),
  row(/host weakened: .*digest: --volume/, 'the page that says that nothing is installed yet'),
  row(/dropped: AWS::Route53Resolver::FirewallDomainList/, 'the list of names that are let through; without it more is refused'),
];
