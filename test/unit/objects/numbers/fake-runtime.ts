/** This file makes a runtime that is enough for the arithmetic of numbers: metered, without Python calls. */

import { memoryError } from '../../../../src/objects/errors.js';
import type { Runtime, StateKey } from '../../../../src/values/runtime.js';

/** What was charged so far, and a runtime that counts it. */
export class FakeMachine {
  fuel = 0;
  memory = 0;
  readonly runtime: Runtime;
  private readonly states = new Map<StateKey<unknown>, unknown>();

  constructor(memoryLimit = 2 ** 28) {
    const partial = {
      fuel: 1e9,
      chargeFuel: (units: number): void => {
        this.fuel += units;
      },
      chargeMemory: (bytes: number): void => {
        if (bytes > memoryLimit) throw memoryError();
        this.memory += bytes;
      },
      enterRecursion: (): void => {},
      leaveRecursion: (): void => {},
      identity: (): number => 1,
      warn: (): void => {},
      state: <T>(key: StateKey<T>): T => {
        if (!this.states.has(key)) this.states.set(key, key.create(this.runtime));
        return this.states.get(key) as T;
      },
    };
    this.runtime = partial as unknown as Runtime;
  }
}
