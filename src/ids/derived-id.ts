import { createHash } from 'node:crypto';

// Fixed for ever: another namespace would give every organization and user another UUID (frame, section 2).
const NAMESPACE = Buffer.from('f334be1fe0b24df99943a3e5804b5eb9', 'hex');

/** The UUID of somebody known by 24 hex digits only: version 5 (RFC 9562, section 5.5) over those characters. */
export function uuidOfObjectId(objectId: string): string {
  const bytes = createHash('sha1').update(NAMESPACE).update(objectId, 'latin1').digest().subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x50;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** The 24 hex digits of somebody known by a UUID only: the start of SHA-256 over the UUID's 16 bytes. */
export function objectIdOfUuid(uuid: string): string {
  return createHash('sha256')
    .update(Buffer.from(uuid.replaceAll('-', ''), 'hex'))
    .digest('hex')
    .slice(0, 24);
}
