/**
 * The enterprise significant number: routing prefix + extension, the extension alone where the location has no prefix
 * (workspaces contract, 1.1). Null without an extension. Digits as text: leading zeros count.
 */
export function esn(routingPrefix: string | null, extension: string | null): string | null {
  return extension === null ? null : `${routingPrefix ?? ''}${extension}`;
}
