/** This file tests how generators, coroutines and frames are driven from native code. */
import { describe, expect, it } from 'vitest';
import { makeMachine } from './machine-helper.js';

function outputOf(source: string): string {
  const machine = makeMachine();
  machine.run(source);
  return machine.stdout();
}

describe('generators', () => {
  it.each([
    [
      'the returned value of a delegate is that of the yield from',
      'def g():\n  yield 1\n  return 5\ndef h(): print((yield from g()))\nprint(list(h()))',
      '5\n[1]\n',
    ],
    [
      'next() shows the returned value in StopIteration',
      'def g():\n  return 7\n  yield\ntry: next(g())\nexcept StopIteration as e: print(e.value)',
      '7\n',
    ],
    [
      'an iterator written in Python ends with the value of its StopIteration',
      'class I:\n  def __iter__(self): return self\n  def __next__(self): raise StopIteration(9)\n' +
        'def h(): print((yield from I()))\nlist(h())',
      '9\n',
    ],
    [
      'throw() reaches the innermost delegate',
      'def g():\n  try: yield 1\n  except KeyError: yield "caught"\ndef h(): yield from g()\n' +
        'x = h(); next(x); print(x.throw(KeyError))',
      'caught\n',
    ],
    [
      'close() answers the value that the generator returns',
      'def g():\n  try: yield\n  except GeneratorExit: return 42\nx = g(); next(x); print(x.close())',
      '42\n',
    ],
    [
      'a generator that yields in spite of close() is an error',
      'def g():\n  while True:\n    try: yield\n    except GeneratorExit: pass\nx = g(); next(x)\n' +
        'try: x.close()\nexcept RuntimeError as e: print(e)',
      'generator ignored GeneratorExit\n',
    ],
    [
      'what the caller handles is no context of what is thrown into a generator',
      'def g(): yield\ntry:\n  try: 1/0\n  except ZeroDivisionError:\n    x = g(); next(x); x.throw(ValueError)\n' +
        'except ValueError as e: print(e.__context__)',
      'None\n',
    ],
  ])('%s', (_, source, expected) => {
    expect(outputOf(source)).toBe(expected);
  });
});

describe('coroutines and asynchronous generators', () => {
  it.each([
    [
      'an awaited coroutine cannot be awaited again',
      'async def f(): pass\nc = f()\ntry: c.send(None)\nexcept StopIteration: pass\n' +
        'try: c.send(None)\nexcept RuntimeError as e: print(e)',
      'cannot reuse already awaited coroutine\n',
    ],
    [
      'anext() with a default ends with it',
      'async def g():\n  return\n  yield\nasync def f(): print(await anext(g(), 5))\n' +
        'try: f().send(None)\nexcept StopIteration: pass',
      '5\n',
    ],
    [
      'aclose() runs the finally clauses',
      'async def g():\n  try: yield 1\n  finally: print("end")\na = g()\n' +
        'for step in (a.asend(None), a.aclose()):\n  try: step.send(None)\n  except StopIteration: pass',
      'end\n',
    ],
  ])('%s', (_, source, expected) => {
    expect(outputOf(source)).toBe(expected);
  });
});

describe('frames', () => {
  it('write through f_locals to variables and cells', () => {
    const source =
      'import sys\ndef f():\n  x = 1; y = 2\n  def inner(): return y\n  l = sys._getframe().f_locals\n' +
      '  l["x"] = 10; l["y"] = 20; l["new"] = 30\n  print(x, inner(), l["new"])\nf()';
    expect(outputOf(source)).toBe('10 20 30\n');
  });

  it('cannot be cleared while they run', () => {
    const source = 'import sys\ntry: sys._getframe().clear()\nexcept RuntimeError as e: print(e)';
    expect(outputOf(source)).toBe('cannot clear an executing frame\n');
  });
});
