/** This file defines traceback objects. */
import { lineAt } from '../bytecode/location-table.js';
import { makeType } from '../objects/core-types.js';
import type { PyBaseException } from '../objects/exceptions/base-exception.js';
import { PyObject } from '../values/object.js';
import type { PyFrame } from './frame.js';

/** One level of a traceback: the frame, and where it was. */
export class PyTraceback extends PyObject {
  private line = -2;

  constructor(
    public next: PyTraceback | null,
    readonly frame: PyFrame,
    /** Offset of the instruction in bytes, as `tb_lasti`. */
    readonly lasti: number,
    line?: number,
  ) {
    super();
    if (line !== undefined) this.line = line;
  }

  get lineno(): number {
    if (this.line === -2) this.line = lineAt(this.frame.code, this.lasti);
    return this.line;
  }
}

export const tracebackType = makeType('traceback', PyTraceback);

/** Record that an exception passed through a frame (PyTraceBack_Here). */
export function addTraceback(exception: PyBaseException, frame: PyFrame): void {
  exception.traceback = new PyTraceback(exception.traceback as PyTraceback | null, frame, 2 * frame.lasti);
}
