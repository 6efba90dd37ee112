import type { Plan } from '../../plan/plan';

/** Projects of the region itself: its way out and links, its records, its backups. */
export const regionProjects = {
  shared: 'Way out and links of the region',
  logs: 'Records of the region',
  backup: 'Backups of all tenants',
} as const;

/** Every project of the region, by the word after the region's id, sorted. */
export const projectIds = (plan: Plan): readonly string[] => [...Object.keys(regionProjects), ...Object.keys(plan.spaces)].sort();
