/** What the test tells a consumer on its command line. */
export const given = JSON.parse(process.argv[2]!) as Record<
  'url' | 'token' | 'organizationId' | 'sam' | 'lee' | 'number' | 'workspaceId' | 'free' | 'taken' | 'national',
  string
>;

/** What a consumer read, for the test to compare. */
export const tell = (read: object): void => console.log(JSON.stringify(read));
