/** This file emits iteration: over ranges without an iterator, over lists in place, over the rest by the iterator's step. */
import { PyListIterator } from '../objects/types/iterators/list-iterator.js';
import { PyRangeIterator } from '../objects/types/iterators/range-iterator.js';
import { PyRange } from '../objects/types/range-object.js';
import type { Value } from '../values/object.js';
import { PyTuple } from '../values/sequences.js';
import { PyGenerator } from '../vm/generator.js';
import type { Emitter } from './emitter.js';
import type { State } from './state.js';

const SAMPLE_ITERATOR = new PyRangeIterator(0, 1, 1);

/** GET_ITER. */
export function emitGetIter(e: Emitter): void {
  const value = e.pop();
  const p = e.stack.length;
  e.write(`s${p}=(${e.careful([value])}GI(V,${e.boxed(value)}));`);
  if (value.sample instanceof PyRange) return e.push('any', `s${p}`, SAMPLE_ITERATOR);
  e.push('any', `s${p}`, iteratorSample(value.sample));
}

/** A value of the kind that iterating over the sample gives. */
function iteratorSample(value: Value | undefined): Value | undefined {
  if (value instanceof PyGenerator) return value;
  if (value === undefined || typeof value !== 'object' || !('items' in value)) return undefined;
  return value;
}

function itemSample(iterator: Value | undefined): Value | undefined {
  if (iterator instanceof PyListIterator) return iterator.list?.items[0];
  if (iterator !== undefined && typeof iterator === 'object' && 'items' in iterator)
    return (iterator.items as Value[])[0];
  return undefined;
}

/** SEND: `yield from` and `await`. */
export function emitSend(e: Emitter, target: number): void {
  const value = e.pop();
  e.sync();
  const receiver = e.peek(1);
  const p = e.stack.length;
  e.write(`t=(${e.careful([value])}G.send(V,${receiver.text},${e.boxed(value)}));`);
  e.write(e.checkCall('t', [value]));
  e.write(`if(t===G.END){t=V.sent;v=true}else v=false;s${p}=t;`);
  e.push('any', `s${p}`);
  const state = e.state();
  e.outs.set(target, state);
  e.outs.set(e.at + 1, state);
  e.ended = { kind: 'if', condition: 'v', yes: target, no: e.at + 1 };
}

/** FOR_ITER. */
export function emitForIter(e: Emitter, target: number): void {
  const p = e.stack.length - 1;
  const iterator = e.peek(1);
  e.sync();
  const done: State = e.state();
  const slot = `s${p + 1}`;
  if (iterator.kind === 'range') {
    const step = `s${p}.step`;
    e.push('int', slot, 1);
    e.outs.set(target + 1, done);
    e.outs.set(e.at + 1, e.state());
    e.ended = {
      kind: 'if',
      condition: `n${p}>0&&(n${p}--,${slot}=i${p},i${p}+=${step},true)`,
      yes: e.at + 1,
      no: target + 1,
    };
    return;
  }
  const item = itemSample(iterator.sample);
  const careful = e.careful();
  if (iterator.sample instanceof PyGenerator || (iterator.sample === undefined && false)) {
    e.write(`t=(${careful}G.step(V,s${p}));`);
    e.write(e.checkCall('t', []));
    e.push('any', slot);
    e.outs.set(target + 1, done);
    e.outs.set(e.at + 1, e.state());
    e.ended = { kind: 'if', condition: `(${slot}=t)!==G.END`, yes: e.at + 1, no: target + 1 };
    return;
  }
  const isList =
    iterator.sample === undefined || iterator.sample instanceof PyListIterator || !(iterator.sample instanceof PyTuple);
  const general = `(${careful}G.next(V,s${p}))`;
  const listStep = isList
    ? `(s${p}.constructor===LI&&(u=s${p}.list)!==null?s${p}.index<u.items.length?u.items[s${p}.index++]:(s${p}.list=null,G.END):${general})`
    : general;
  const step =
    iterator.sample instanceof PyRangeIterator
      ? `(s${p}.constructor===RI?s${p}.left>0?(s${p}.left--,t=s${p}.next,s${p}.next=t+s${p}.step,t):G.END:${general})`
      : listStep;
  e.write(`t=${step};`);
  e.write(e.checkCall('t', []));
  e.push('any', slot, item);
  e.outs.set(target + 1, done);
  e.outs.set(e.at + 1, e.state());
  e.ended = { kind: 'if', condition: `(${slot}=t)!==G.END`, yes: e.at + 1, no: target + 1 };
}
