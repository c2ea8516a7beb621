/** This file calls native functions with a few positional arguments without making an array of them. */
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { convertArgument } from './convert.js';
import type { NativeBody, NativeDef } from './native-def.js';
import type { NativeSignature, Parameter } from './signature.js';

/** Parameters that a body may have, self not counted. */
const MAX_PARAMETERS = 4;
/** Arguments that a direct call may pass, self not counted. */
export const MAX_DIRECT = 3;

/** How a native function is entered directly: nothing but converting what is given and filling in defaults. */
export class DirectCall {
  readonly minimum: number;
  readonly maximum: number;
  private readonly parameters: readonly Parameter[];
  private readonly passSelf: boolean;
  /** Nothing is converted and nothing filled in when all arguments are given. */
  private readonly isPlain: boolean;

  constructor(
    private readonly name: string,
    signature: NativeSignature,
    private readonly body: NativeBody,
    kind: NativeDef['kind'],
  ) {
    this.parameters = signature.parameters;
    this.minimum = signature.requiredCount;
    this.maximum = Math.min(signature.positional.length, MAX_DIRECT);
    this.passSelf = kind === 'method' || kind === 'classmethod';
    this.isPlain = signature.isUnconverted && signature.positional.length === signature.parameters.length;
  }

  /** How many arguments, self not counted, the body takes as they come; -1 where something is converted or filled in. */
  get plainCount(): number {
    return this.isPlain ? this.parameters.length : -1;
  }

  /** Call with `count` arguments, which must be within `minimum` and `maximum`. Raises what converters and the body raise. */
  call(vm: Runtime, self: Value | null, count: number, a: Value | undefined, b?: Value, c?: Value): Value {
    const { body, parameters } = this;
    const total = parameters.length;
    if (this.isPlain && count === total) {
      if (this.passSelf) {
        switch (count) {
          case 0:
            return body(vm, self);
          case 1:
            return body(vm, self, a);
          case 2:
            return body(vm, self, a, b);
          default:
            return body(vm, self, a, b, c);
        }
      }
      switch (count) {
        case 0:
          return body(vm);
        case 1:
          return body(vm, a);
        case 2:
          return body(vm, a, b);
        default:
          return body(vm, a, b, c);
      }
    }
    const x = total > 0 ? this.argument(vm, 0, count, a) : undefined;
    const y = total > 1 ? this.argument(vm, 1, count, b) : undefined;
    const z = total > 2 ? this.argument(vm, 2, count, c) : undefined;
    const last = total > 3 ? (parameters[3] as Parameter).fallback : undefined;
    if (this.passSelf) {
      switch (total) {
        case 0:
          return body(vm, self);
        case 1:
          return body(vm, self, x);
        case 2:
          return body(vm, self, x, y);
        case 3:
          return body(vm, self, x, y, z);
        default:
          return body(vm, self, x, y, z, last);
      }
    }
    switch (total) {
      case 0:
        return body(vm);
      case 1:
        return body(vm, x);
      case 2:
        return body(vm, x, y);
      case 3:
        return body(vm, x, y, z);
      default:
        return body(vm, x, y, z, last);
    }
  }

  private argument(vm: Runtime, at: number, count: number, value: Value | undefined): unknown {
    const parameter = this.parameters[at] as Parameter;
    if (at >= count) return parameter.fallback;
    if (parameter.converter === 'object') return value;
    // A function of exactly one argument does not count it in its messages.
    const position = this.parameters.length === 1 && parameter.required ? 0 : at + 1;
    return convertArgument(vm, this.name, parameter, position, value as Value);
  }
}

/** The direct entry of a function; null where calls must go through binding. */
export function directCallOf(def: NativeDef): DirectCall | null {
  if (def.direct === undefined) def.direct = makeDirectCall(def);
  return def.direct;
}

function makeDirectCall(def: NativeDef): DirectCall | null {
  const { signature } = def;
  if (def.raw !== null || signature === null || def.body === null) return null;
  if (signature.varargs !== null || signature.varkw !== null || signature.parameters.length > MAX_PARAMETERS)
    return null;
  if (signature.keywordOnly.some((parameter) => parameter.required)) return null;
  return new DirectCall(def.name, signature, def.body, def.kind);
}
