import { DomainError } from '../../errors/domain.error.js';

/** The number is in quarantine: it was released recently, and only its last holder may have it back. */
export class NumberResting extends DomainError {
  constructor(place: string | undefined, restSeconds: number) {
    const details = 'It was released recently. Until Retry-After is over, only its last holder may have it back';
    super({
      kind: 'locked',
      code: 'number_resting',
      message: 'The number rests',
      details: place ? `${place}: ${details}` : details,
      retryAfterSeconds: Math.ceil(restSeconds),
    });
  }
}

// Who received its calls last, if nobody does now. A line for caller id only may be edited into one that receives calls.
// An import is not asked: what it says has happened elsewhere.
/**
 * SQL over `plan` (plan.ts): the first "row" that takes a number which somebody else gave up too recently, and for how many
 * "seconds" it rests yet.
 */
export const RESTING = `
SELECT n."row", extract(epoch FROM last.rests_until - clock_timestamp())::float8 AS seconds
  FROM plan n JOIN organizations o ON o.id = n.organization_id AND o.number_rest_days > 0
 CROSS JOIN LATERAL (
        SELECT a.holder_id, a.valid_to + o.number_rest_days * interval '24 hours' AS rests_until
          FROM number_assignments a WHERE a.phone_number_id = n.phone_number_id AND a.receives_calls
         ORDER BY a.valid_from DESC LIMIT 1) last
 WHERE n.effect IN ('open', 'edit') AND n.receives_calls AND last.holder_id <> n.holder_id
   AND last.rests_until > clock_timestamp()
 ORDER BY n."row" LIMIT 1`;

/** SQL, a common table expression that HAS_RESTED needs: what was released until then may be anybody's now. */
export const RESTED_BEFORE = (organization: string): string => `resting AS MATERIALIZED (
           SELECT CASE WHEN number_rest_days > 0 THEN clock_timestamp() - number_rest_days * interval '24 hours'
                       ELSE 'infinity' END AS until FROM organizations WHERE id = ${organization})`;

/** SQL: whether a number `n`, on which nobody receives calls now, rests no more. */
export const HAS_RESTED = 'n.released_at <= (SELECT r.until FROM resting r)';

/** SQL: until when the number `n` of the organization `o` rests; null: it does not. */
export const RESTS_UNTIL = `CASE WHEN NOT n.is_held AND n.released_at + o.number_rest_days * interval '24 hours' > clock_timestamp()
            THEN n.released_at + o.number_rest_days * interval '24 hours' END`;
