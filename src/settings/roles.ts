/** Roles that Linebook knows; others in a token are ignored. Compared exactly. */
export const ROLES = ['SUPERADMIN', 'full_admin', 'readonly_admin', 'location_admin'] as const;
export type Role = (typeof ROLES)[number];
