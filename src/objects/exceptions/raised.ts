/** This file defines how a Python exception travels through JavaScript. */
import type { PyBaseException } from './base-exception.js';

/** A raised Python exception. Not an Error: making one captures no host stack. */
export class Raised {
  constructor(readonly exception: PyBaseException) {}
}
