// CommonJS mode with the ESM packages transformed: Jest's own ESM mode does not work with Nest 12 on Node 20.
const ESM_PACKAGES =
  '@nestjs/|cookie/|content-disposition/|@fastify/static/node_modules/|light-my-request/node_modules/|file-type/|strtok3/|token-types/|uint8array-extras/|@tokenizer/|load-esm/|es-toolkit/|js-yaml/|@streamparser/';

export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/src', '<rootDir>/test'],
  testMatch: ['**/*.spec.ts', '**/*.e2e-spec.ts'],
  globalSetup: '<rootDir>/test/global-setup.mjs',
  globalTeardown: '<rootDir>/test/global-teardown.mjs',
  testTimeout: 30_000,
  // On two cores, because a spec waits for half of its time: for processes to start, for limits to be over.
  maxWorkers: 3,
  testSequencer: '<rootDir>/test/slowest-first.cjs',
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transformIgnorePatterns: [`/node_modules/(?!(${ESM_PACKAGES}))`],
  transform: {
    '^.+\\.(t|j)s$': [
      '@swc/jest',
      {
        swcrc: false,
        module: { type: 'commonjs' },
        jsc: {
          target: 'es2023',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
          keepClassNames: true,
        },
      },
    ],
  },
};
