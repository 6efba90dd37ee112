"""Attributes of resources that ministack does not give, in the shape in which AWS gives them."""
import hashlib

from ministack.core.responses import get_region
from ministack.services import ec2

from .rds import secret_of


def prefix6(vpc, props):
    """A /56 of the documentation's prefix; ministack has no IPv6."""
    digits = vpc.removeprefix('vpc-')
    return {'Ipv6CidrBlocks': [f'2001:db8:{digits[:4]}:{digits[4:6]}00::/56']}


def dns_entries(endpoint, props):
    if props.get('VpcEndpointType') != 'Interface':
        return {}
    name = f'{endpoint}.{props["ServiceName"].split(".")[-1]}.{get_region()}.vpce.amazonaws.com'
    return {'DnsEntries': [f'Z{endpoint.removeprefix("vpce-").upper()}:{name}']}


def firewall_endpoints(firewall, props):
    """One for each zone. Their order is not promised, so it is not the template's."""
    subnets = [ec2._subnets[mapping['SubnetId']] for mapping in props['SubnetMappings']]
    return {'EndpointIds': [f'{s["AvailabilityZone"]}:vpce-{s["SubnetId"].removeprefix("subnet-")}' for s in reversed(subnets)]}


def dkim_records(identity, props):
    """The three names by which mail of a domain is signed."""
    tokens = [hashlib.sha256(f'{identity}{n}'.encode()).hexdigest()[:32] for n in (1, 2, 3)]
    return {key: value for n, token in enumerate(tokens, 1) for key, value in (
        (f'DkimDNSTokenName{n}', f'{token}._domainkey.{identity}'), (f'DkimDNSTokenValue{n}', f'{token}.dkim.amazonses.com'))}


more = {
    'AWS::EC2::VPC': prefix6,
    'AWS::EC2::VPCEndpoint': dns_entries,
    'AWS::NetworkFirewall::Firewall': firewall_endpoints,
    'AWS::RDS::DBInstance': secret_of,
    'AWS::SES::EmailIdentity': dkim_records,
}
