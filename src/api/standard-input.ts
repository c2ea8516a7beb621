/** This file gives programs the lines of a function of the host as standard input, which may be asynchronous. */

import { namespaceFunctions } from '../modules/builtins/interactive.js';
import { textIOWrapperType } from '../modules/io/text-wrapper.js';
import { NativeDef } from '../objects/native/native-def.js';
import { PyMethodDescriptor, PyNativeFunction } from '../objects/native/native-function.js';
import type { Value } from '../values/object.js';
import { None } from '../values/singletons.js';
import { callObject } from '../vm/call.js';
import { HostError } from '../vm/host.js';
import type { Machine } from '../vm/machine.js';
import { beginCall } from '../vm/steps/begin.js';
import { type Answer, type CallSteps, PENDING, type Steppable, Steps } from '../vm/steps/steps.js';
import { StreamFile } from '../vm/stream-file.js';
import { Suspend } from '../vm/suspension.js';

export type LineSource = () => string | null | Promise<string | null>;

/** A stream of lines that the host is asked for one by one. */
export class LineInput extends StreamFile {
  private pending = new Uint8Array(0);
  private isEnded = false;

  constructor(private readonly source: LineSource) {
    super();
  }

  /** Is there nothing to read just now? */
  get isEmpty(): boolean {
    return this.pending.length === 0 && !this.isEnded;
  }

  /** Take the host's answer. */
  accept(line: string | null): void {
    if (line === null) this.isEnded = true;
    else this.pending = new TextEncoder().encode(line.endsWith('\n') ? line : `${line}\n`);
  }

  ask(): string | null | Promise<string | null> {
    return this.source();
  }

  override read(buffer: Uint8Array): number {
    if (this.isEmpty) {
      const answer = this.ask();
      // Where the program cannot wait, the host has to know at once.
      if (typeof answer === 'object' && answer !== null) throw new HostError('EAGAIN');
      this.accept(answer);
    }
    const count = Math.min(buffer.length, this.pending.length);
    buffer.set(this.pending.subarray(0, count));
    this.pending = this.pending.subarray(count);
    return count;
  }
}

/** Waits for a line before a native function reads it. */
class FillSteps extends Steps {
  private isFilled = false;

  constructor(
    private readonly fill: Value,
    private readonly callable: Value,
    private readonly args: readonly Value[],
    private readonly kwnames: readonly string[] | null,
  ) {
    super();
  }

  begin(vm: Machine): Answer {
    const answer = beginCall(vm, this, this.fill, []);
    return answer === PENDING ? PENDING : this.step(vm, answer);
  }

  step(vm: Machine, value: Answer): Answer {
    if (this.isFilled) return value;
    this.isFilled = true;
    return callObject(vm, this.callable, this.args, this.kwnames);
  }
}

/** What `steppable` says, and that `input()` and the methods of `sys.stdin` wait for their lines. */
export function withInput(steppable: Steppable, input: LineInput, mayWait: () => boolean): Steppable {
  const raw = (): Value => {
    const answer = input.ask();
    if (typeof answer !== 'object' || answer === null) {
      input.accept(answer);
      return None;
    }
    throw new Suspend(
      answer.then((line) => {
        input.accept(line);
        return None;
      }),
    );
  };
  const fill = new PyNativeFunction(
    new NativeDef('function', 'read', null, null, null, raw, false, null, true),
    null,
    null,
    null,
  );
  const reading: CallSteps = (_vm, callable, _self, args, kwnames) =>
    mayWait() && input.isEmpty ? new FillSteps(fill, callable, args, kwnames) : null;
  const readingStdin: CallSteps = (vm, callable, self, args, kwnames) => {
    const sys = vm.modules.getStr('sys') as { dict?: { getStr(name: string): Value | undefined } } | undefined;
    return sys?.dict?.getStr('stdin') === self ? reading(vm, callable, self, args, kwnames) : null;
  };
  const calls = new Map(steppable.calls);
  for (const def of namespaceFunctions) if (def.name === 'input') calls.set(def, reading);
  const readline = textIOWrapperType.dict.get('readline');
  if (readline instanceof PyMethodDescriptor) calls.set(readline.def, readingStdin);
  return { calls, nexts: steppable.nexts };
}
