import type { ClientBase } from 'pg';
import { preparedStatement, runPrepared } from '../../database/prepared-statement.js';
import { isCurrentOf } from '../record/current-assignments.js';
import type { Provider } from '../record/number-assignment.entity.js';

/** A user's number at a provider as it is now; `id` is the assignment's. */
export interface CurrentProviderLine {
  id: string;
  /** Internal id of the user. */
  holderId: string;
  phoneNumberId: string;
  e164: string;
  provider: Provider;
  isDefault: boolean;
  receivesCalls: boolean;
  label: string | null;
}

/** What the user has already of what they shall have. */
export interface ProviderLines {
  /** The current lines that end, or are edited, in the order of the list. */
  lines: CurrentProviderLine[];
  /** Whether the record knows the number; once it does, it always will. */
  knowsNumber: boolean;
  /** Whether the one whom the number is taken over from receives its calls. */
  leaverReceives: boolean;
}

const LINES = preparedStatement(
  'provider_lines',
  `
    WITH number AS MATERIALIZED (SELECT id FROM phone_numbers WHERE e164 = $3),
         taken_over AS MATERIALIZED (
           SELECT a.* FROM number_assignments a
            WHERE ${isCurrentOf('(SELECT id FROM number)')} AND a.holder_id = $4 AND a.provider IS NOT NULL
              AND a.receives_calls),
         lines AS (
           SELECT a.* FROM number_assignments a
            WHERE a.holder_id = $1 AND a.valid_to IS NULL AND a.provider IS NOT NULL
              AND (a.provider = $2 OR a.phone_number_id = (SELECT id FROM number))
           UNION ALL
           SELECT * FROM taken_over WHERE holder_id <> $1)
    SELECT coalesce((SELECT json_agg(json_build_object('id', l.id::text, 'holderId', l.holder_id,
                              'phoneNumberId', n.id::text, 'e164', n.e164, 'provider', l.provider,
                              'isDefault', l.is_default, 'receivesCalls', l.receives_calls, 'label', l.label)
                            ORDER BY l.held_since, l.list_position, l.id)
                       FROM lines l JOIN phone_numbers n ON n.id = l.phone_number_id), '[]') AS lines,
           EXISTS (SELECT FROM number) AS "knowsNumber",
           EXISTS (SELECT FROM taken_over) AS "leaverReceives"`,
);

/**
 * The current lines that end, or are edited, when the user gets the number at the provider: all that they have there,
 * and the number wherever else they have it; and what receives the number's calls for the user that they take over from.
 * These lines stay as they are while the two users are locked.
 */
export async function providerLines(
  client: ClientBase,
  userId: string,
  provider: Provider,
  e164?: string,
  takenOverFromId?: string,
): Promise<ProviderLines> {
  return (await runPrepared<ProviderLines>(client, LINES, [userId, provider, e164, takenOverFromId]))[0]!;
}
