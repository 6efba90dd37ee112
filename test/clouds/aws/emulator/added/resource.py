"""How a CloudFormation type is added to ministack: one handler, made of small functions."""
import uuid

from cfnlint.schema.manager import PROVIDER_SCHEMA_MANAGER as schemas

ALL_TYPES = 'us-east-1'                         # the region whose schemas are used


def names(kind, key):
    """The properties that a type's schema lists under a key."""
    paths = schemas.get_resource_schema(ALL_TYPES, kind).schema.get(key, [])
    return [path.removeprefix('/properties/').replace('/', '.') for path in paths]


def all_types():
    return set(schemas.get_resource_types(ALL_TYPES))


def nothing(name, props):
    """A deletion of what holds nothing."""


def resource(kind, make, attributes, delete=nothing, change=None):
    """
    make(generated name, properties) -> name; attributes(name) -> what Fn::GetAtt finds; change(name, old, new) in
    place. A property that the schema calls create-only makes a new one; CloudFormation then deletes the old one.
    """
    def create(logical_id, props, stack):
        name = make(f'{stack}-{logical_id}-{uuid.uuid4().hex[:8]}', props)
        return name, attributes(name)

    def update(name, old, new, stack, logical_id):
        if any(old.get(p) != new.get(p) for p in names(kind, 'createOnlyProperties')):
            return create(logical_id, new, stack)
        if change is not None:
            change(name, old, new)
        return name, attributes(name)

    return {kind: {'create': create, 'update': update, 'update_with_logical_id': True, 'delete': delete}}


def readable(kind, handler, more):
    """
    Fn::GetAtt gives properties too, such as the CidrBlock of a VPC; more(name, properties) adds to what it gives. What
    really changes is printed: the events of a stack name every resource that was looked at.
    """
    def create(logical_id, props, stack):
        print('created', kind, stack, flush=True)
        name, attributes = handler['create'](logical_id, props, stack)
        return name, {**props, **attributes, **more(name, props)}

    def update(name, old, new, stack, *rest):
        print('updated', kind, stack, flush=True)
        name, attributes = handler['update'](name, old, new, stack, *rest)
        return name, {**new, **attributes, **more(name, new)}

    return {**handler, 'create': create, **({'update': update} if 'update' in handler else {})}
