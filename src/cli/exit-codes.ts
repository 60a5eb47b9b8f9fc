// Stable: others script against them (frame, section 3).
export const REFUSED_ROWS = 1;
export const COULD_NOT_RUN = 2;
/** Of a dry run only. */
export const WOULD_CHANGE = 3;
