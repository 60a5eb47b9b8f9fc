/**
 * SQL: the number of a row `a` of number_assignments, if the row is current. The index of this finds who has a number now;
 * by a condition on phone_number_id the planner may read all intervals that the number ever had.
 */
export const CURRENT_NUMBER = 'CASE WHEN a.valid_to IS NULL THEN a.phone_number_id END';

/** Of the rows `a` the current ones of a number. */
export const isCurrentOf = (number: string): string => `${CURRENT_NUMBER} = ${number} AND a.valid_to IS NULL`;
