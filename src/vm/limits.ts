/** This file defines how the machine stops a program that used up a limit: nothing in the program can catch these. */

/** What ended the run. */
export type LimitKind = 'time' | 'instructions' | 'memory' | 'output' | 'recursion';

/** A limit was reached. Passes every Python handler. */
export class LimitExceeded {
  constructor(readonly kind: LimitKind) {}
}

/** The instruction budget is used up. */
export class FuelExhausted extends LimitExceeded {
  constructor() {
    super('instructions');
  }
}
