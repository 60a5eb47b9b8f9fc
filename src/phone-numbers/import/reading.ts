/** In which order a file writes day, month and year. */
export const DATE_ORDERS = ['dmy', 'mdy', 'ymd'] as const;
export type DateOrder = (typeof DATE_ORDERS)[number];

/** What the operator says of files that do not say it themselves. */
export interface Reading {
  /** Of numbers in national format, in rows that name no country: ISO 3166-1 alpha-2. */
  country?: string;
  dates?: DateOrder;
  /** Of files without a byte order mark; a label that TextDecoder knows. */
  encoding?: string;
  /** The sheet of a workbook; else its first one. */
  sheet?: string;
  /** Which of our columns a column of the file is, by its name there. */
  columns?: ReadonlyMap<string, string>;
  /** Columns of the file that are left out. */
  ignored?: readonly string[];
}
