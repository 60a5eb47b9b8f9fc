// What a reader of a document needs before its first operation: Markdown, shown on top of `/docs`.

const TOKEN = `**Access.** Send \`Authorization: Bearer …\` with a JWT of your identity provider. Each operation says which role and scopes
it needs, for programs as \`x-access\`: a caller needs one of its entries, with one of the \`roles\` and all of the \`scopes\`.
The demo makes tokens: \`npx linebook token --help\`.`;

const RESPONSES = `**Responses** are JSON in UTF-8. Each has the header \`trackingid\`, which the server's log has, too: name it to the people
who run the server. If you send a \`trackingid\` (\`A-Z a-z 0-9 _ . : -\`, at most 128 characters), it is used. If an error has
\`Retry-After\`, the same request may be sent again after that many seconds. Objects may get more members in time.`;

const ONCE = `**Sending again.** If you don't know whether a write succeeded, send it again with the same \`Idempotency-Key\`: it has
its effect once.`;

const NUMBERS = `**Numbers** are in E.164 (\`+14165550102\`), **instants** in UTC with milliseconds (\`2026-05-03T10:00:00.000Z\`).`;

const organizations = `Which user of an organization has which number at which provider, in the dialect of a CRM's API: list the
numbers, assign one, hand it over to another user, remove it; list organizations and their users.

${TOKEN}

**Ids** are 24 hexadecimal digits; a UUID is accepted, too. ${NUMBERS}

${RESPONSES} Errors have \`error\` and mostly \`details\`, a 409 also \`code\`.

${ONCE}

See also: [workspaces](/docs?urls.primaryName=workspaces), [directory](/docs?urls.primaryName=directory).`;

const workspaces = `An organization's calling, in the dialect of Webex Calling: its workspaces and people with their numbers and
extensions, its locations, its inventory of numbers, and its licences.

${TOKEN} A partner's administrator names the customer by \`orgId\`. Objects that the caller may not see return 404, exactly as
if they did not exist.

**Ids** are base64 without padding, as in Webex; with padding and as bare UUIDs they are accepted, too. ${NUMBERS}

**Long lists** come in pages: follow the header \`Link\` with \`rel="next"\` until there is none.

${RESPONSES} Errors have \`message\`, one entry in \`errors\`, and the tracking id; \`errorCode\` is Webex Calling's.

${ONCE}

See also: [organizations](/docs?urls.primaryName=organizations), [directory](/docs?urls.primaryName=directory).`;

const directory = `Who has a number, who had it when, and in whose inventory it is: what neither vendor's API tells. Superadministrators
also assign the next free number, transfer a number to another organization, and take one out of its inventory.

${TOKEN}

**Ids** are those of the face that a holder comes from: a user has 24 hexadecimal digits, everything else is base64 as on the
workspaces face. ${NUMBERS}

${RESPONSES} Errors have \`error\`, \`code\` and mostly \`details\`.

${ONCE}

See also: [organizations](/docs?urls.primaryName=organizations), [workspaces](/docs?urls.primaryName=workspaces).`;

export const INTRODUCTIONS = { organizations, workspaces, directory };
