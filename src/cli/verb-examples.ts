// `print` may be left out, so that the help of `token` shows them, too.
const PRINTED_TOKENS = [
  'TOKEN=$(linebook token --role SUPERADMIN)',
  'linebook token --role full_admin --organization 61f4d20b8c7ea3001f52b900',
];

/**
 * Commands that the help of a verb shows, by the verb. The organizations, people, locations and numbers are those of the
 * demo.
 */
export const EXAMPLES: Readonly<Record<string, readonly string[]>> = {
  changes: [
    'linebook changes --since 2026-11-30',
    'linebook changes --organization 61f4d20b8c7ea3001f52b900 --csv > changes.csv',
  ],
  completion: ['source <(linebook completion bash)', 'source <(linebook completion zsh)'],
  demo: ['linebook demo', 'linebook demo --port 0 --data my-demo'],
  export: [
    'linebook export users --all > users.csv',
    'linebook export workspaces --organization 3d6f0c52-8b1e-4a97-9c40-1f7be25a6d08 --output workspaces.csv',
    'linebook export users --json --organization 61f4d20b8c7ea3001f52b900 --at 2026-11-01T09:00:00Z',
    'linebook export --all --history --output backup.ndjson',
  ],
  import: [
    'linebook import locations.csv inventory.csv users.csv --dry-run',
    'linebook import phones.xlsx --organization 61f4d20b8c7ea3001f52b900 --report rejected.ndjson',
    'linebook import users.csv --mirror',
  ],
  'licences list': ['linebook licences list --organization 61f4d20b8c7ea3001f52b900'],
  'licences set': [
    'linebook licences set --organization 61f4d20b8c7ea3001f52b900 --name "Webex Calling - Professional" --units 50',
  ],
  'locations list': ['linebook locations list --organization 61f4d20b8c7ea3001f52b900'],
  'locations remove': ['linebook locations remove 73e1d036-50a7-4cff-826f-4c84ea8ff5f8'],
  migrate: [
    'DATABASE_URL=postgresql://app@db/linebook DATABASE_OWNER_URL=postgresql://owner@db/linebook linebook migrate',
  ],
  'numbers list': [
    'linebook numbers list --organization 61f4d20b8c7ea3001f52b900 --held',
    'linebook numbers list --search "brandt" --json',
  ],
  'numbers free': ['linebook numbers free --organization 61f4d20b8c7ea3001f52b900'],
  'numbers show': ['linebook numbers show +493023125106', 'linebook numbers show "030 23125106" --country DE --json'],
  'numbers history': ['linebook numbers history +493023125116'],
  'numbers add': [
    'linebook numbers add +493023125140-+493023125159 --organization 61f4d20b8c7ea3001f52b900',
    'linebook numbers add +493023125160 +493023125161 --organization 61f4d20b8c7ea3001f52b900 --state INACTIVE',
  ],
  'numbers remove': ['linebook numbers remove +493023125131', 'linebook numbers remove +493023125106 --release'],
  'numbers transfer': ['linebook numbers transfer +493023125131 --to 9b2c7f14-60ad-4e35-8f7b-c05d913e4a72'],
  'organizations list': ['linebook organizations list', 'linebook organizations list --csv > organizations.csv'],
  'organizations add': ['linebook organizations add --name "Ternfield Rail"'],
  'organizations link': ['linebook organizations link 5e8a41c07d3b9f0012a6c400 3d6f0c52-8b1e-4a97-9c40-1f7be25a6d08'],
  'organizations set': ['linebook organizations set 61f4d20b8c7ea3001f52b900 --number-rest-days 28'],
  'organizations alias add': [
    'linebook organizations alias add 61f4d20b8c7ea3001f52b900 --issuer https://login.example/ --id org_Q7bXzT4mN2pLw9aR',
  ],
  'organizations alias remove': [
    'linebook organizations alias remove --issuer https://login.example/ --id org_Q7bXzT4mN2pLw9aR',
  ],
  'organizations alias list': ['linebook organizations alias list'],
  'partners grant': [
    'linebook partners grant --customer 61f4d20b8c7ea3001f52b900 --partner c84e1a6d-27f3-4b58-a9d1-70e6b3f2159c',
    'linebook partners grant --customer 61f4d20b8c7ea3001f52b900 --partner c84e1a6d-27f3-4b58-a9d1-70e6b3f2159c \\\n' +
      '    --access read --until 2027-01-31T00:00:00Z',
  ],
  'partners revoke': [
    'linebook partners revoke --customer 61f4d20b8c7ea3001f52b900 --partner c84e1a6d-27f3-4b58-a9d1-70e6b3f2159c',
  ],
  'partners list': ['linebook partners list'],
  'report utilisation': ['linebook report utilisation --organization 61f4d20b8c7ea3001f52b900'],
  start: ['linebook start --embedded', 'linebook start --workers 4'],
  token: PRINTED_TOKENS,
  'token print': PRINTED_TOKENS,
  'token explain': ['linebook token explain "$TOKEN"', 'echo "$TOKEN" | linebook token explain -'],
  undo: ['linebook undo 4711 --dry-run', 'linebook undo 4711'],
  'users list': ['linebook users list --organization 61f4d20b8c7ea3001f52b900'],
  'users move': [
    'linebook users move katharina.brandt@logistik.ternfield.example --to 9b2c7f14-60ad-4e35-8f7b-c05d913e4a72',
  ],
  'users remove': ['linebook users remove katharina.brandt@logistik.ternfield.example'],
  'users erase': ['linebook users erase katharina.brandt@logistik.ternfield.example --yes'],
  'workspaces list': ['linebook workspaces list --organization 3d6f0c52-8b1e-4a97-9c40-1f7be25a6d08'],
  'workspaces remove': ['linebook workspaces remove f99e6ae5-c3c7-4558-bad3-67d4ab3e1d35'],
};
