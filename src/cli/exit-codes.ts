// Stable: others script against them (frame, section 3).
/** Rows of an import, or an operation that the record does not allow as it is. */
export const REFUSED = 1;
export const COULD_NOT_RUN = 2;
/** Of a dry run only. */
export const WOULD_CHANGE = 3;
