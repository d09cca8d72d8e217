import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    // Tests of the built command read its real output.
    disableConsoleIntercept: true,
    testTimeout: 30_000,
  },
});
