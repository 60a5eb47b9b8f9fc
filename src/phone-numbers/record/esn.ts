/**
 * The enterprise significant number of a line: the location's routing prefix before the extension, the extension alone
 * where the location has no prefix; undefined without an extension (frame, section 1). Never stored.
 */
export function esnOf(routingPrefix: string | null | undefined, extension: string | null | undefined) {
  return extension ? `${routingPrefix ?? ''}${extension}` : undefined;
}
