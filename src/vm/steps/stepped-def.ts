/** This file declares native functions that say themselves how they are done in steps. */
import { type NativeBody, NativeDef } from '../../objects/native/native-def.js';
import type { CallSteps } from './steps.js';

/** A function of a module made for one machine, which no table of steps can know. */
export class SteppedDef extends NativeDef {
  constructor(
    text: string,
    doc: string | null,
    body: NativeBody,
    readonly steps: CallSteps,
  ) {
    super('function', text.slice(0, text.indexOf('(')), text, doc, body, null);
  }
}
