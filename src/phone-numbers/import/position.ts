/** Where something stands in a file: line from 1, column in bytes from 1. */
export interface Position {
  line: number;
  column: number;
}
