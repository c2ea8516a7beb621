/** This file defines a vitest reporter that ends the run with one line: `N passed, N failed`. */
import { writeSync } from 'node:fs';
import type { SerializedError } from 'vitest';
import type { Reporter, TestModule } from 'vitest/node';

/**
 * Counts tests when the run ends and writes the counts as the very last line of output, after whatever other
 * reporters print. A test file that cannot be loaded and an error outside any test each count as one failure, so that
 * "0 failed" always means a run that may be trusted.
 */
export default class CountReporter implements Reporter {
  private passed = 0;
  private failed = 0;

  constructor() {
    process.once('exit', () => writeSync(1, `${this.passed} passed, ${this.failed} failed\n`));
  }

  onTestRunEnd(modules: ReadonlyArray<TestModule>, unhandledErrors: ReadonlyArray<SerializedError>): void {
    this.passed = 0;
    this.failed = unhandledErrors.length;
    for (const module of modules) {
      let failedInside = 0;
      for (const test of module.children.allTests()) {
        const state = test.result().state;
        if (state === 'passed') this.passed++;
        else if (state === 'failed') failedInside++;
      }
      // A module fails without a failed test when its import, a hook or a suite throws.
      if (failedInside === 0 && module.state() === 'failed') failedInside = 1;
      this.failed += failedInside;
    }
  }
}
