/** SQL: the row that another one names. OFFSET 0: by its key, whatever the planner thinks of the size of the table. */
export const byKey = (table: string, id: string): string =>
  `LATERAL (SELECT * FROM ${table} WHERE id = ${id} OFFSET 0)`;
