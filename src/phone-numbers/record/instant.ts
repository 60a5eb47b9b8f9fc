const DAY = /^(\d{4})-(\d{2})-(\d{2})/;
// With its offset: a local time would mean another instant on another machine.
const INSTANT = /^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;

/** An ISO 8601 instant with offset or `Z`, to the millisecond (what is finer is cut off); undefined if it is none. */
export function instantFrom(text: string): Date | undefined {
  if (!INSTANT.test(text) || !startsWithDay(text)) return undefined;
  const instant = new Date(text);
  // Its offset may take it out of the four digits that a year has. Not a number is in no range either.
  const year = instant.getUTCFullYear();
  return year >= 1 && year <= 9999 ? instant : undefined;
}

/** The same, or a date alone: it means its first instant in UTC. */
export function instantOrDayFrom(text: string): Date | undefined {
  return instantFrom(/^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00Z` : text);
}

/** Date would take the 31st of a shorter month for the first of the next. */
function startsWithDay(text: string): boolean {
  const [, year, month, day] = (DAY.exec(text) ?? []).map(Number);
  const date = new Date(0);
  date.setUTCFullYear(year!, month! - 1, day);
  return date.getUTCMonth() === month! - 1 && date.getUTCDate() === day;
}
