// What a reader of a document needs before its first operation: Markdown, shown on top of `/docs`.

const TOKEN = `**Who may enter.** Send \`Authorization: Bearer …\` with a JWT of your identity provider. Each operation says which role
and scopes it needs, for programs as \`x-access\`: one of its ways has to be open, with one of its \`roles\` and all of its
\`scopes\`. The demo makes tokens: \`npx linebook token --help\`.`;

const ANSWERS = `**Answers.** JSON in UTF-8. Every answer has the header \`trackingid\`: name it to whoever runs this server, its log has the
same. Send one of your own (\`A-Z a-z 0-9 _ . : -\`, at most 128) and it is taken over. Where a refusal has \`Retry-After\`, the
same request may be sent again after so many seconds. Objects may get more members in time.`;

const ONCE = `**Sending again.** A write that may have been lost is sent again under the same \`Idempotency-Key\`: it has its effect once.`;

const NUMBERS = `**Numbers** are answered in E.164 (\`+14165550102\`), **instants** in UTC with milliseconds (\`2026-05-03T10:00:00.000Z\`).`;

const organizations = `Who holds which number at which provider, in the dialect of a CRM's API.

${TOKEN}

**Ids** are 24 hexadecimal digits; a UUID is taken as well. ${NUMBERS}

${ANSWERS} Refusals have \`error\` and mostly \`details\`, a 409 also \`code\`.

${ONCE}

Beside it: [workspaces](/docs?urls.primaryName=workspaces), [directory](/docs?urls.primaryName=directory).`;

const workspaces = `The numbers and extensions of workspaces and people, in the dialect of Webex Calling.

${TOKEN} A partner's administrator names the customer by \`orgId\`. What is out of a caller's reach looks as if it did not
exist: 404.

**Ids** are base64 without padding, as in Webex; with padding and as bare UUIDs they are taken as well. ${NUMBERS}

${ANSWERS} Refusals have \`message\`, one entry in \`errors\`, and the tracking id; \`errorCode\` is Webex Calling's.

${ONCE}

Beside it: [organizations](/docs?urls.primaryName=organizations), [directory](/docs?urls.primaryName=directory).`;

const directory = `Whose a number is, who has it, and who had it when: what neither vendor’s API tells.

${TOKEN}

**Ids** are those of the face that a holder comes from: a user has 24 hexadecimal digits, all else is base64 as on the
workspaces face. ${NUMBERS}

${ANSWERS} Refusals have \`error\`, \`code\` and mostly \`details\`.

${ONCE}

Beside it: [organizations](/docs?urls.primaryName=organizations), [workspaces](/docs?urls.primaryName=workspaces).`;

export const INTRODUCTIONS = { organizations, workspaces, directory };
