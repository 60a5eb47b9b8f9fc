import { readFileSync } from 'node:fs';
import { defineConfig } from 'eslint/config';
import regexp from 'eslint-plugin-regexp';
import tseslint from 'typescript-eslint';

// Who may import whom, from the bottom up: a folder or a file of src, and what it may name outside itself
// (`*`: all that stand above it in the list). test/architecture holds the same list against the compiled truth.
const ARROWS = JSON.parse(readFileSync(new URL('import-arrows.json', import.meta.url), 'utf8'));

const FRAMEWORKS = '^(@nestjs/|@fastify/|fastify$|passport|typeorm$|pg$|pg-)';
const WEB = '^(@nestjs/(?!common$)|@fastify/|fastify$|find-my-way$|passport|jose$|class-validator$|class-transformer$)';
const SQL = '^(typeorm|pg|pg-.*)$';

/** What a folder must not take from packages. */
const PACKAGES = {
  errors: { regex: FRAMEWORKS, message: 'It knows the language only.' },
  ids: { regex: FRAMEWORKS, message: 'It is pure.' },
  settings: { regex: FRAMEWORKS, message: 'It is pure.' },
  'phone-numbers': { regex: WEB, message: 'The core speaks of no HTTP.' },
  http: { regex: SQL, message: 'All SQL is the core’s.' },
  auth: { regex: SQL, message: 'All SQL is the core’s.' },
  organizations: { regex: SQL, message: 'All SQL is the core’s.' },
  workspaces: { regex: SQL, message: 'All SQL is the core’s.' },
  directory: { regex: SQL, message: 'All SQL is the core’s.' },
};

// Of Nest the core takes what puts services together: nothing that has a status in it.
const NEST_OF_THE_CORE = {
  name: '@nestjs/common',
  allowImportNames: ['Inject', 'Injectable', 'Logger', 'Module'],
  message: 'The core speaks of no HTTP.',
};

/** No detour: `./../x` and `../a/../b` would slip past the patterns below. */
const DETOUR = { regex: '^\\./\\.|[^.]/\\.\\.?/', message: 'Write the path straight.' };

const DEEPEST_FOLDER = 4;

/** One block per folder and depth, because how many `../` lead out of a folder depends on where the file lies. */
function boundaries(unit, mayImport, above) {
  const allowed = mayImport.includes('*') ? above : mayImport;
  const elsewhere = `(?!(?:${allowed.map((name) => name.replaceAll('.', '\\.')).join('|') || '$^'})(?:/|\\.js$))`;
  const block = (files, wayOut) => ({
    files,
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: unit === 'phone-numbers' ? [NEST_OF_THE_CORE] : [],
          patterns: [
            { regex: `${wayOut}${elsewhere}`, message: `${unit} may import only: ${allowed.join(', ') || 'nothing'}.` },
            DETOUR,
            ...(PACKAGES[unit] ? [PACKAGES[unit]] : []),
          ],
        },
      ],
    },
  });
  const depths = Array.from({ length: DEEPEST_FOLDER + 1 }, (_, depth) => depth);
  return [
    block([`src/${unit}.ts`], '^\\./'),
    ...depths.map((depth) => block([`src/${unit}/${'*/'.repeat(depth)}*.ts`], `^(?:\\.\\./){${depth + 1}}`)),
  ];
}

const BARREL = 'No barrel: import from the file that defines it.';
const FOCUSED = 'A focused test switches all others off.';

export default defineConfig(
  // The consumers are compiled beside clients that are generated first: test/clients.
  { ignores: ['dist', 'node_modules', 'coverage', '.linebook', 'test/clients/consumers'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      // The rows of a raw query are `any` until their type is written beside it.
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      // TypeORM and Nest name classes by Function.
      '@typescript-eslint/no-unsafe-function-type': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { varsIgnorePattern: '^_', argsIgnorePattern: '^_' }],
      '@typescript-eslint/return-await': ['error', 'error-handling-correctness-only'],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
    },
  },
  {
    files: ['src/**/*.ts'],
    rules: {
      'no-console': 'error',
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportAllDeclaration', message: BARREL },
        { selector: 'ExportNamedDeclaration[source]', message: BARREL },
        { selector: 'ImportDeclaration[source.value="node:process"]', message: 'Use the global `process`.' },
      ],
      // Settings are read once, with their units.
      'no-restricted-properties': ['error', { object: 'process', property: 'env', message: 'Take the Settings.' }],
    },
  },
  {
    // A text of a stranger must not cost more than its length. test/architecture looks the same way.
    files: ['src/**/*.ts'],
    plugins: { regexp },
    rules: {
      'regexp/no-super-linear-backtracking': ['error', { report: 'potential' }],
      'regexp/no-super-linear-move': ['error', { report: 'potential' }],
    },
  },
  {
    // Where a process begins; and the launcher, which hands its own PATH to the server it starts.
    files: ['src/serve.ts', 'src/demo.ts', 'src/cli/**', 'src/settings/**', 'src/database/embedded/binaries.ts'],
    rules: { 'no-restricted-properties': 'off' },
  },
  { files: ['src/demo.ts', 'src/cli/**'], rules: { 'no-console': 'off' } },
  {
    files: ['src/**/*.ts'],
    // A migration is SQL; a spec's describe holds all its cases.
    ignores: ['src/database/migrations/**', '**/*.spec.ts'],
    rules: {
      'max-lines': ['error', { max: 200, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 40, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ['**/*spec.ts'],
    rules: {
      // A stand-in for something asynchronous need not wait for anything.
      '@typescript-eslint/require-await': 'off',
      'no-restricted-syntax': [
        'error',
        { selector: 'MemberExpression[property.name="only"]', message: FOCUSED },
        { selector: 'CallExpression[callee.name=/^(fit|fdescribe)$/]', message: FOCUSED },
      ],
    },
  },
  ...Object.entries(ARROWS).flatMap(([unit, mayImport], place, all) =>
    boundaries(
      unit,
      mayImport,
      all.slice(0, place).map(([name]) => name),
    ),
  ),
  // The driver's real error is what it is about.
  { files: ['src/http/logged-error.spec.ts'], rules: { 'no-restricted-imports': 'off' } },
);
