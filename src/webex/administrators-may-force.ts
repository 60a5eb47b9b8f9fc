import { MayForce } from '../auth/force.js';

/** A write of this face that may meet numbers that rest. */
export const AdministratorsMayForce = () =>
  MayForce({ scopes: ['spark-admin:telephony_config_write'], roles: ['full_admin'] });
