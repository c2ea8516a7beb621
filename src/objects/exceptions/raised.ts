/** This file defines how a Python exception travels through JavaScript. */
import type { PyBaseException } from './base-exception.js';

/** A raised Python exception. Not an Error: making one captures no host stack. */
export class Raised {
  /** `__context__` was set where the exception was raised. */
  hasContext = false;

  constructor(readonly exception: PyBaseException) {}
}
