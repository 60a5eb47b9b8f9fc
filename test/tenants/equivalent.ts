/** Predicates that say nothing which another one, or the schema, does not say, too. */
export const EQUIVALENT: { file: string; text: string; nth?: number; reason: string }[] = [];
