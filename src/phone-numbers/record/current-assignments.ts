/**
 * SQL: of the rows `a` of number_assignments the current ones of a number. By the index of them: asked as a condition on
 * phone_number_id, the planner may read all intervals that the number ever had.
 */
export const isCurrentOf = (number: string): string =>
  `CASE WHEN a.valid_to IS NULL THEN a.phone_number_id END = ${number} AND a.valid_to IS NULL`;
