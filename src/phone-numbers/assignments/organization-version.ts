/**
 * SQL: the version of an organization, of its row `v` in organization_revisions. Whoever sees it sees all that came
 * before it, and nothing of the organization changes without another one. Not for clients: they get a hash of it.
 */
export const VERSION = `concat_ws('.', v.epoch, v.revision, v.counted_by)`;
