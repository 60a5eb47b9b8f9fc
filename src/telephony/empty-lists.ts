/** A list of what the record does not keep, and a vendor's client asks for before it does what it came for. */
export interface EmptyList {
  /** After `/v1/`. */
  path: string;
  /** The member of the answer that has the entries. */
  key: string;
  operationId: string;
  /** What it would list, in the document. */
  what: string;
  scope: string;
}

const ofCalling = (path: string, list: Pick<EmptyList, 'key' | 'operationId' | 'what'>): EmptyList => ({
  path: `telephony/config/${path}`,
  scope: 'spark-admin:telephony_config_read',
  ...list,
});

/** Workspaces contract, 2.8, 2.12 and 2.13. Numbers are moved and prefixes changed at once, so there is never a job. */
export const EMPTY_LISTS: readonly EmptyList[] = [
  ofCalling('callParkExtensions', {
    key: 'callParkExtensions',
    operationId: 'get_telephony_config_call_park_extensions',
    what: 'call park extensions',
  }),
  ofCalling('virtualLines', {
    key: 'virtualLines',
    operationId: 'get_telephony_config_virtual_lines',
    what: 'virtual lines',
  }),
  ofCalling('premisePstn/trunks', {
    key: 'trunks',
    operationId: 'get_telephony_config_premise_pstn_trunks',
    what: 'trunks',
  }),
  ofCalling('jobs/updateRoutingPrefix', {
    key: 'items',
    operationId: 'get_telephony_config_jobs_update_routing_prefix',
    what: 'jobs that change routing prefixes',
  }),
  ofCalling('jobs/numbers/manageNumbers', {
    key: 'items',
    operationId: 'get_telephony_config_jobs_manage_numbers',
    what: 'jobs that move numbers',
  }),
  {
    path: 'devices',
    key: 'items',
    operationId: 'get_devices',
    what: 'devices',
    scope: 'spark-admin:devices_read',
  },
];
