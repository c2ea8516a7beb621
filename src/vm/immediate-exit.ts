/** This file defines how `os._exit` ends a run: at once, without handlers, clean-up or flushing. */

/** Thrown to end the run with an exit status. Passes every Python handler. */
export class ImmediateExit {
  constructor(
    readonly status: number,
    /** `os.abort()`: the program says that something went wrong. */
    readonly isAbort = false,
  ) {}
}
