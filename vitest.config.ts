/** This file configures the test run: which files are tests, and the reporter whose last line is the count. */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    reporters: ['default', './tools/vitest-reporter.ts'],
    maxWorkers: 2,
    // The differential runner starts one process a case; two at a time keep two cores busy.
    maxConcurrency: 2,
    testTimeout: 90_000,
    hookTimeout: 60_000,
  },
});
