import { violatedConstraint } from '../../database/driver-error.js';

// Constraints stand behind the rules: one that fires all the same is answered like its rule, and is a bug.
const RULE_OF_CONSTRAINT: Record<string, string | undefined> = {
  uq_number_assignments_inbound: 'second_inbound_holder',
  ex_number_assignments_inbound: 'second_inbound_holder',
  uq_number_assignments_extension: 'extension_in_use',
  uq_number_assignments_default: 'second_default',
  uq_number_assignments_primary: 'second_primary',
  uq_number_assignments_provider_number: 'number_twice',
  uq_number_assignments_line_number: 'number_twice',
  fk_number_assignments_number_tenant: 'number_of_another_organization',
  fk_locations_main_number: 'main_number',
  uq_locations_routing_prefix: 'routing_prefix_in_use',
};

/** The code of the rule that the failed statement broke without being asked; undefined if it failed otherwise. */
export function ruleBehind(error: unknown): string | undefined {
  return RULE_OF_CONSTRAINT[violatedConstraint(error) ?? ''];
}
