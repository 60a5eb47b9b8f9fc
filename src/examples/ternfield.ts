import type { LinkedIds } from '../phone-numbers/tenants/organization-link.service.js';

// Who is who in examples/ternfield, the company group that the demo shows.

/** Freight in the United States and Canada, which both vendors know, each by an id of its own. */
export const FREIGHT: LinkedIds = {
  objectId: '5e8a41c07d3b9f0012a6c400',
  uuid: '3d6f0c52-8b1e-4a97-9c40-1f7be25a6d08',
};
export const FRONT_DESK_IN_SEATTLE = 'f99e6ae5-c3c7-4558-bad3-67d4ab3e1d35';
export const UK = '9b2c7f14-60ad-4e35-8f7b-c05d913e4a72';
export const LOGISTIK = '61f4d20b8c7ea3001f52b900';
/** Who began today and has no number yet, one that is free, and one that a colleague has. */
export const MIRIAM_ROSENBAUM = '6ae8bc1f7d3b9f0012e84d15';
export const FREE_IN_BERLIN = '+493023125131';
export const HELD_IN_BERLIN = '+493023125106';
/** Looks after the telephones of Freight and of UK. */
export const SERVICES = 'c84e1a6d-27f3-4b58-a9d1-70e6b3f2159c';
