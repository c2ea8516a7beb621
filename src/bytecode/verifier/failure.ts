/** This file defines how the verifier says no. */
import { opcodeName } from '../opcodes.js';

/** Thrown inside the verifier only; `verifyCode` catches it and answers its reason. */
export class Rejection extends Error {}

/** Rejects the code as a whole. */
export function reject(reason: string): never {
  throw new Rejection(reason);
}

/** Rejects an instruction; `unit` is its offset in code units. */
export function rejectAt(unit: number, opcode: number, reason: string): never {
  throw new Rejection(`${opcodeName(opcode)} at offset ${unit * 2}: ${reason}`);
}
