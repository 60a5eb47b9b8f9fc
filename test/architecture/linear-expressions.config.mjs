import regexp from 'eslint-plugin-regexp';
import tseslint from 'typescript-eslint';

// What looks for regular expressions that take more than linear time, and for nothing else.
export default {
  files: ['**/*.ts'],
  languageOptions: { parser: tseslint.parser },
  plugins: { regexp },
  rules: {
    'regexp/no-super-linear-backtracking': ['error', { report: 'potential' }],
    'regexp/no-super-linear-move': ['error', { report: 'potential' }],
  },
  // A comment switches none of them off.
  linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'off' },
};
