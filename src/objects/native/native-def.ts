/** This file defines how native functions are declared: one declaration holds signature, docstring and body. */
import type { PyObject, Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import type { DirectCall } from './direct-call.js';
import { type NativeSignature, parseSignature } from './signature.js';

/**
 * The body of a native function. It receives the runtime, then `self` (for methods; the class for class methods;
 * nothing for module functions and static methods), then one value for each parameter in the signature's order:
 * converted as the text after the colon says, defaults filled in, `undefined` for a missing parameter whose default
 * has no literal; `*args` as an array; `**kwargs` as a `Map<string, Value>` by name key.
 */
// biome-ignore lint/suspicious/noExplicitAny: bodies take the converted types that their signature names
export type NativeBody = (vm: Runtime, ...args: any[]) => Value;

/** The body of a function that takes its arguments as they come: positional values, then those of `kwnames`. */
// biome-ignore lint/suspicious/noExplicitAny: self has the type that the method belongs to
export type RawBody = (vm: Runtime, self: any, args: readonly Value[], kwnames: readonly string[] | null) => Value;

/** What has to be undone when a call that a native function began is over: `leave` runs however it ends. */
export interface Scope extends PyObject {
  leave(vm: Runtime): void;
}

/** A call that a native function leaves to the interpreter, inside a scope that it has entered. */
export class ScopedCall {
  constructor(
    readonly callable: Value,
    readonly args: readonly Value[],
    readonly kwnames: readonly string[] | null,
    readonly scope: Scope,
  ) {}
}

/** The body of a native function that ends in a call of Python code. */
export type ScopedBody = (
  vm: Runtime,
  // biome-ignore lint/suspicious/noExplicitAny: self has the type that the method belongs to
  self: any,
  args: readonly Value[],
  kwnames: readonly string[] | null,
) => ScopedCall;

export type NativeKind = 'function' | 'method' | 'classmethod' | 'staticmethod';

/** A declared native function, shared between machines: immutable but for the parsed signature. */
export class NativeDef {
  readonly name: string;
  private parsed: NativeSignature | null = null;

  constructor(
    readonly kind: NativeKind,
    name: string,
    /** Signature as CPython prints it, each parameter optionally followed by a converter; null where CPython has none. */
    readonly text: string | null,
    readonly doc: string | null,
    readonly body: NativeBody | null,
    readonly raw: RawBody | null,
    /** Coexists with a slot wrapper of the same name and wins (METH_COEXIST). */
    readonly coexist = false,
    /** The interpreter runs the call that this answers in its own loop, so that it can be suspended. */
    readonly scoped: ScopedBody | null = null,
    /** A function of the host, which may have to wait: what calls it does so in steps. */
    readonly waits = false,
  ) {
    this.name = name;
  }

  get signature(): NativeSignature | null {
    if (this.parsed === null && this.text !== null && this.body !== null)
      this.parsed = parseSignature(this.text, this.kind);
    return this.parsed;
  }

  /** The way in for calls of a few positional arguments: see `directCallOf`; undefined before the first call. */
  direct: DirectCall | null | undefined = undefined;

  /** `__text_signature__`: the text without converters, or null. */
  get textSignature(): string | null {
    if (this.text === null) return null;
    return this.text.slice(this.text.indexOf('(')).replace(/([A-Za-z_0-9$]+)\s*:\s*[a-z_]+/g, '$1');
  }
}

function nameOf(text: string): string {
  return text.slice(0, text.indexOf('('));
}

/** A method of a type: `method('insert($self, index: ssize, object, /)', 'Insert object before index.', (vm, self, index, object) => …)`. */
export function method(text: string, doc: string | null, body: NativeBody): NativeDef {
  return new NativeDef('method', nameOf(text), text, doc, body, null);
}

/** A class method of a type; the body receives the class. The signature starts with `$type`. */
export function classMethod(text: string, doc: string | null, body: NativeBody): NativeDef {
  return new NativeDef('classmethod', nameOf(text), text, doc, body, null);
}

/** A static method of a type. */
export function staticMethod(text: string, doc: string | null, body: NativeBody): NativeDef {
  return new NativeDef('staticmethod', nameOf(text), text, doc, body, null);
}

/** A function of a module: `nativeFunction('len($module, obj, /)', …)`; `$module` is not passed. */
export function nativeFunction(text: string, doc: string | null, body: NativeBody): NativeDef {
  return new NativeDef('function', nameOf(text), text, doc, body, null);
}

/** A method whose argument rules no signature text can say (`dict.update`, `str.format`): it checks them itself. */
export function rawMethod(name: string, doc: string | null, raw: RawBody, text: string | null = null): NativeDef {
  return new NativeDef('method', name, text, doc, null, raw);
}

/**
 * A method that enters a scope and then calls Python code: `context.run`. From the interpreter the call runs on the
 * heap; native callers wait for it as for any other.
 */
export function scopedMethod(
  name: string,
  doc: string | null,
  scoped: ScopedBody,
  text: string | null = null,
): NativeDef {
  const raw: RawBody = (vm, self, args, kwnames) => {
    const call = scoped(vm, self, args, kwnames);
    try {
      return vm.call(call.callable, call.args, call.kwnames);
    } finally {
      call.scope.leave(vm);
    }
  };
  return new NativeDef('method', name, text, doc, null, raw, false, scoped);
}

/** Likewise a class method. */
export function rawClassMethod(name: string, doc: string | null, raw: RawBody, text: string | null = null): NativeDef {
  return new NativeDef('classmethod', name, text, doc, null, raw);
}

/** Likewise a function of a module (`self` is the module, or null). */
export function rawFunction(name: string, doc: string | null, raw: RawBody, text: string | null = null): NativeDef {
  return new NativeDef('function', name, text, doc, null, raw);
}

/** A computed attribute of a type. Without `set` it is read-only; `set` receives undefined for deletion. */
export class GetSetDef {
  constructor(
    readonly name: string,
    readonly doc: string | null,
    // biome-ignore lint/suspicious/noExplicitAny: self has the type that the attribute belongs to
    readonly get: (vm: Runtime, self: any) => Value,
    // biome-ignore lint/suspicious/noExplicitAny: self has the type that the attribute belongs to
    readonly set: ((vm: Runtime, self: any, value: Value | undefined) => void) | null,
    /** Shown as `<member …>` (a C struct member) rather than `<attribute …>`. */
    readonly isMember: boolean,
  ) {}
}

/** Declare a computed attribute (`<attribute 'x' of 'T' objects>`). */
export function getset(
  name: string,
  doc: string | null,
  get: GetSetDef['get'],
  set: GetSetDef['set'] = null,
): GetSetDef {
  return new GetSetDef(name, doc, get, set, false);
}

/** Declare a member (`<member 'x' of 'T' objects>`): "readonly attribute" when set without a setter. */
export function member(
  name: string,
  doc: string | null,
  get: GetSetDef['get'],
  set: GetSetDef['set'] = null,
): GetSetDef {
  return new GetSetDef(name, doc, get, set, true);
}
