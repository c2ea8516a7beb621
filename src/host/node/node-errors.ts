/** This file turns the errors of Node's file functions into HostError. */
import { HostError } from '../../vm/host.js';

/** Run a system call of Node's; its error becomes a HostError with the same code. */
export function system<T>(call: () => T): T {
  try {
    return call();
  } catch (error) {
    throw hostError(error);
  }
}

/** The HostError that a caught error of Node's means; an error that is no system error stays as it is. */
export function hostError(error: unknown): unknown {
  if (error === null || typeof error !== 'object' || !('code' in error) || typeof error.code !== 'string') return error;
  if (/^E[A-Z0-9]+$/.test(error.code)) return new HostError(error.code);
  switch (error.code) {
    case 'ERR_INVALID_ARG_VALUE':
    case 'ERR_OUT_OF_RANGE':
      return new HostError('EINVAL');
    default:
      return error;
  }
}

/** Let the calling thread wait. */
export function pause(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}
