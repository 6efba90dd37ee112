import type { Blueprint } from '../model/blueprint';
import type { IdentityPlan, RoleId, RolePlan } from './identity-plan';
import { nameOf } from './name';

const roles: Readonly<Record<RoleId, RolePlan>> = {
  operator: { id: 'operator', title: 'Operates the shared cloud', scope: 'region', rights: 'operate', sessionMinutes: 60 },
  auditor: {
    id: 'auditor',
    title: 'Reads configuration and records; changes nothing',
    scope: 'region',
    rights: 'read',
    sessionMinutes: 240,
  },
  planner: { id: 'planner', title: 'Reads cost and capacity', scope: 'region', rights: 'cost', sessionMinutes: 240 },
  'tenant-admin': {
    id: 'tenant-admin',
    title: 'Administers one tenant',
    scope: 'tenant',
    rights: 'administer',
    sessionMinutes: 60,
  },
  'service-owner': {
    id: 'service-owner',
    title: 'Releases the e-services of one tenant',
    scope: 'tenant',
    rights: 'deploy',
    sessionMinutes: 60,
  },
};

export const resolveIdentity = (blueprint: Blueprint): IdentityPlan => ({
  staff: { issuer: blueprint.identity.staff.issuer, protocol: blueprint.identity.staff.protocol, mfa: true },
  citizens: blueprint.identity.citizens,
  roles,
  breakGlass: { name: nameOf('role', blueprint.region, 'break-glass'), sessionMinutes: 60 },
});
