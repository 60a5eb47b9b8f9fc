import { webexId } from '../../src/ids/webex-id.js';

// Answers as the vendors give them, filled in where a test says nothing.

export const ACME = '5f7b1c2e8a1d4e0012c3b400';
export const ATLAS = 'a45d6cda-ae5a-40c3-a7ad-5650fdddd53c';
export const MAIN_OFFICE = 'a8289722-1b80-41b7-9678-0e77ae8c1098';

/** The user with this number, as the organizations face names users. */
export const userId = (n: number): string => n.toString(16).padStart(24, '5f7b1c2e8a1d4e0012c30000');

export const workspaceId = (n: number): string => `842938d5-9273-4bc6-aa3a-${n.toString(16).padStart(12, '0')}`;

/** A number of the range that +1 212 keeps for fiction, and beyond it. */
export const number = (n: number): string => `+1212${(5_550_000 + n).toString()}`;

export interface Assignment {
  userId: string;
  userName?: string;
  userEmail?: string;
  provider: string;
  phoneNumber: string;
  isDefault?: boolean;
  isInboundEnabled?: boolean;
  label?: string;
}

export function assignment(user: number, phone: number, changed: Partial<Assignment> = {}): Assignment {
  return {
    userId: userId(user),
    userName: `User ${user}`,
    userEmail: `user.${user}@acme.example`,
    provider: 'twilio',
    phoneNumber: number(phone),
    isDefault: false,
    isInboundEnabled: true,
    ...changed,
  };
}

export interface Line {
  external: string | null;
  extension: string | null;
  routingPrefix: string | null;
  esn: string | null;
  primary: boolean;
}

export function line(phone: number | null, extension: string | null, changed: Partial<Line> = {}): Line {
  const routingPrefix = changed.routingPrefix === undefined ? '1234' : changed.routingPrefix;
  return {
    external: phone === null ? null : number(phone),
    extension,
    routingPrefix,
    esn: extension && `${routingPrefix ?? ''}${extension}`,
    primary: true,
    ...changed,
  };
}

interface Place {
  workspace?: number;
  location?: string;
  locationName?: string;
  organization?: string;
  organizationName?: string;
}

export function workspaceAnswer(phoneNumbers: unknown[], place: Place = {}) {
  const { workspace = 1, location = MAIN_OFFICE, organization = ATLAS } = place;
  return {
    distinctiveRingEnabled: true,
    phoneNumbers,
    workspace: { id: webexId('PLACE', workspaceId(workspace)) },
    location: { id: webexId('LOCATION', location), name: place.locationName ?? 'MainOffice' },
    organization: { id: webexId('ORGANIZATION', organization), name: place.organizationName ?? 'Atlas' },
  };
}
