"""Types of EC2 whose service ministack has and whose CloudFormation it lacks."""
import re

from ministack.services import ec2
from ministack.services.cloudformation import provisioners

from .resource import resource


def call(action, answer=None, **params):
    """An action of the EC2 API; the wanted field of its answer."""
    status, _, body = ec2._ACTION_MAP[action]({k: v for k, v in params.items() if v})
    if status != 200:
        raise ValueError(body.decode())
    return answer and re.search(f'<{answer}>(.*?)<', body.decode()).group(1)


def api(kind, action, answer, *properties, attributes, delete):
    def make(generated, props):
        return call(action, answer, **{p: props.get(p.removesuffix('.1')) for p in properties})
    return resource(kind, make, attributes, delete)


def allocation(ip):
    return next(key for key, address in ec2._addresses.items() if address['PublicIp'] == ip)


def rule(kind, side):
    """side: which rules of the security group it joins."""
    def make(generated, props):
        ec2._security_groups[props['GroupId']][side] += provisioners._ec2_sg_permissions([props])
        return generated

    def delete(name, props):
        rules = ec2._security_groups.get(props['GroupId'], {}).get(side, [])
        for one in provisioners._ec2_sg_permissions([props]):
            if one in rules:
                rules.remove(one)
    return resource(kind, make, lambda name: {'Id': name}, delete)


added = (
    api('AWS::EC2::EIP', 'AllocateAddress', 'publicIp',
        attributes=lambda ip: {'PublicIp': ip, 'AllocationId': allocation(ip)},
        delete=lambda ip, props: call('ReleaseAddress', AllocationId=allocation(ip))),
    api('AWS::EC2::NatGateway', 'CreateNatGateway', 'natGatewayId', 'SubnetId', 'AllocationId', 'ConnectivityType',
        attributes=lambda nat: {'NatGatewayId': nat},
        delete=lambda nat, props: call('DeleteNatGateway', NatGatewayId=nat)),
    api('AWS::EC2::FlowLog', 'CreateFlowLogs', 'item', 'ResourceId.1', 'ResourceType', 'TrafficType',
        'LogDestinationType', 'LogDestination', 'LogGroupName',
        attributes=lambda log: {'Id': log},
        delete=lambda log, props: call('DeleteFlowLogs', **{'FlowLogId.1': log})),
    rule('AWS::EC2::SecurityGroupIngress', 'IpPermissions'),
    rule('AWS::EC2::SecurityGroupEgress', 'IpPermissionsEgress'),
)
