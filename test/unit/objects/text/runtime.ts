/** This file makes a runtime that only counts, for tests of functions that call no Python code. */
import type { Runtime } from '../../../../src/values/runtime.js';

/** Fuel and memory that were charged. */
export interface Charges {
  fuel: number;
  memory: number;
}

/** A runtime with metering alone; anything else that is asked of it fails the test. */
export function countingRuntime(): Runtime & Charges {
  const charges = {
    fuel: 0,
    memory: 0,
    chargeFuel(units: number): void {
      charges.fuel += units;
    },
    chargeMemory(bytes: number): void {
      charges.memory += bytes;
    },
  };
  return charges as unknown as Runtime & Charges;
}
