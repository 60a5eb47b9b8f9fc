/** Text without white space and invisible marks at its ends; those inside may mean something in its script. */
export function trimmed(text: string): string {
  let [start, end] = [0, text.length];
  while (start < end && isBlank(text.charCodeAt(start))) start++;
  while (end > start && isBlank(text.charCodeAt(end - 1))) end--;
  return text.slice(start, end);
}

/** Whether text keeps something at its ends that `trimmed` takes off. */
export const hasBlankEnd = (text: string): boolean =>
  isBlank(text.charCodeAt(0)) || isBlank(text.charCodeAt(text.length - 1));

/** White space, and the marks of directions and joins that programs put around text. */
function isBlank(code: number): boolean {
  if (code < 0xa0) return code <= 0x20;
  if (code < 0x2000) return code === 0xa0 || code === 0x1680;
  return code <= 0x200f || (code >= 0x2028 && code <= 0x202f) || (code >= 0x205f && code <= 0x206f) || isRare(code);
}

const isRare = (code: number): boolean => code === 0x3000 || code === 0xfeff;
