/** This file ends the life of a program's objects when the program ends (finalize_modules). */
import { lookupAttr } from '../../objects/operations/attributes.js';
import type { Machine } from '../machine.js';
import { collectAtExit } from './collector.js';
import { needsFinalizer } from './finalize.js';
import { HeapWalk } from './walk.js';

const STREAMS = ['stdin', 'stdout', 'stderr', '__stdin__', '__stdout__', '__stderr__'];

/**
 * Run the finalisers of everything but `sys` and `builtins`, as if all other modules had been removed. Modules stay
 * importable meanwhile. To be called after the exit handlers, inside the limits of the run: when one of them has ended
 * the program, nothing runs any more.
 */
export function finalizeProgram(vm: Machine): void {
  if (vm.stopped !== null) return;
  const sys = vm.modules.getStr('sys');
  if (sys === undefined) return;
  const streams = new HeapWalk([]);
  for (const name of STREAMS) streams.visit(lookupAttr(vm, sys, name));
  streams.drain();
  const waiting = vm.heap.finalizable.some((object) => !streams.seen.has(object) && needsFinalizer(vm, object));
  if (waiting) collectAtExit(vm, [sys, vm.modules.getStr('builtins')]);
}
