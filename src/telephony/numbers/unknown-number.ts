import { RefusedRequest } from '../../http/refused-request.js';
import { NumberNotInLocation } from '../../phone-numbers/assignments/calling-lines.errors.js';

/**
 * The number that shall be deleted is not in the location. The vendor says 502, and which fault it is in a header alone;
 * its clients expect that (workspaces contract, 2.3): the one answer of this face that blames the server for a request.
 */
export const unknownNumber = ({ message, details }: NumberNotInLocation): RefusedRequest =>
  new RefusedRequest(502, 'unknown_number', message, { details, headers: { 'cisco-spark-error-codes': '4251' } });

/** Runs a removal. Throws RefusedRequest for a number that is not there, and what the work throws. */
export async function namingUnknownNumber<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof NumberNotInLocation ? unknownNumber(error) : error;
  }
}
