import createClient from 'openapi-fetch';
import type { components, paths } from './generated/workspaces.js';
import { given, tell } from './given.js';

// What somebody writes who has generated a client of the workspaces face.

type Change = components['schemas']['WorkspaceNumberChange'];
const UPDATE = '/v1/telephony/config/workspaces/{workspaceId}/numbers';

const { url, token, workspaceId, free, taken } = given;
const client = createClient<paths>({ baseUrl: url, headers: { authorization: `Bearer ${token}` } });
const params = { path: { workspaceId } };

const add = (directNumber: string): Promise<{ response: Response; error?: Refusal }> => {
  const change: Change = { action: 'ADD', directNumber, ringPattern: 'LONG_LONG' };
  return client.PUT(UPDATE, { params, body: { distinctiveRingEnabled: true, phoneNumbers: [change] } });
};
type Refusal = components['schemas']['WorkspaceErrorResponse'];

const added = await add(free);
const refused = await add(taken);
const renamed = await client.PUT('/v1/workspaces/{workspaceId}', { params, body: { displayName: 'Reception' } });
const listed = await client.GET('/v1/workspaces/{workspaceId}/features/numbers', { params });
const extensions: (string | null | undefined)[] = listed.data?.phoneNumbers.map(({ extension }) => extension) ?? [];

tell({
  added: added.response.status,
  refused: [refused.response.status, refused.error?.errors[0]?.errorCode, refused.error?.errorCode],
  renamed: renamed.data?.displayName,
  calling: renamed.data?.calling.type,
  externals: listed.data?.phoneNumbers.map(({ external }) => external),
  extensions,
});

// What the types have to refuse; the compiler fails where one of these is no error.
export const mistakes = {
  // @ts-expect-error no such action
  action: { action: 'MOVE', directNumber: free } satisfies Change,
  // @ts-expect-error no such ring pattern
  pattern: { action: 'ADD', directNumber: free, ringPattern: 'LOUD' } satisfies Change,
  // @ts-expect-error the path has no GET
  method: () => client.GET(UPDATE, { params }),
  // @ts-expect-error an extension may be null
  extension: () => listed.data?.phoneNumbers[0]?.extension?.length.toFixed() satisfies string,
};
