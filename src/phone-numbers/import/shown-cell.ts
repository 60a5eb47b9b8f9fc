const MOST_SHOWN = 60;
const NOT_PRINTED = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** A cell as a message shows it: what nobody sees as its code, so that no cell changes a terminal, and a long one cut off. */
export function shown(cell: string): string {
  const part = cell.length > MOST_SHOWN ? `${cell.slice(0, MOST_SHOWN)}…` : cell;
  return JSON.stringify(part).replace(
    NOT_PRINTED,
    (mark) => `\\u${mark.codePointAt(0)!.toString(16).padStart(4, '0')}`,
  );
}
