/** This file tests which variables code objects have: locals, cells, free variables, and the flags that follow from them. */
import { expect, test } from 'vitest';
import {
  CO_ASYNC_GENERATOR,
  CO_COROUTINE,
  CO_FUTURE_ANNOTATIONS,
  CO_GENERATOR,
  CO_HAS_DOCSTRING,
  CO_METHOD,
  CO_NESTED,
  CO_VARARGS,
  CO_VARKEYWORDS,
} from '../../../src/bytecode/code.js';
import { codeNamed, compileSource } from './sample.js';

test('a variable of an inner function is a cell outside and free inside', () => {
  const source = 'def f(a):\n  b = 1\n  def g(): return a, b\n';
  expect(codeNamed(source, 'f').cellvars).toEqual(['a', 'b']);
  expect(codeNamed(source, 'f.<locals>.g').freevars).toEqual(['a', 'b']);
});

test('names of a class are not visible in its methods', () => {
  const source = 'class A:\n  x = 1\n  def f(self): return x\n';
  expect(codeNamed(source, 'A.f').co_names).toEqual(['x']);
});

test('super() and __class__ make the class provide a cell', () => {
  const source = 'class A:\n  def f(self): return super().f()\n';
  expect(codeNamed(source, 'A').cellvars).toEqual(['__class__', '__classdict__']);
  expect(codeNamed(source, 'A.f').freevars).toEqual(['__class__']);
});

test('an inlined comprehension adds its variables to the function around', () => {
  expect(codeNamed('def f(x): return [i for i in x]', 'f').varnames).toEqual(['x', 'i']);
});

test('a lambda inside an inlined comprehension captures its variable', () => {
  expect(codeNamed('def f(x): return [lambda: i for i in x]', 'f').cellvars).toEqual(['i']);
});

test('private names are mangled with the name of the class', () => {
  const source = 'class _A:\n  def f(self): return self.__x, __y__, a.__b_\n';
  expect(codeNamed(source, '_A.f').co_names).toEqual(['_A__x', '__y__', 'a', '_A__b_']);
});

test('type parameters live in a scope of their own', () => {
  const source = 'def f[T](x: T = 1): return T\n';
  expect(codeNamed(source, '<generic parameters of f>').cellvars).toEqual(['T']);
  expect(codeNamed(source, 'f').freevars).toEqual(['T']);
});

test('a method that assigns to self is recorded in __static_attributes__', () => {
  const code = codeNamed('class A:\n  def f(self):\n    self.b = self.a = 1\n', 'A');
  expect(code.co_consts.items).toContainEqual(expect.objectContaining({ items: ['a', 'b'] }));
});

test('annotations of a class are evaluated by a function', () => {
  const code = codeNamed('class A:\n  x: int\n', 'A.__annotate__');
  expect(code.varnames).toEqual(['format']);
  expect(code.co_posonlyargcount).toBe(1);
  expect(code.freevars).toEqual(['__classdict__']);
});

test('with the future import annotations are strings', () => {
  const source = 'from __future__ import annotations\nx: Dict[str, "a"] | None = lambda *a, b=1: {**c}\n';
  const code = compileSource(source);
  expect(code.co_consts.items).toContain("Dict[str, 'a'] | None");
  expect(code.co_flags & CO_FUTURE_ANNOTATIONS).not.toBe(0);
});

test.each([
  ['def f(): yield', CO_GENERATOR],
  ['async def f(): pass', CO_COROUTINE],
  ['async def f(): yield', CO_ASYNC_GENERATOR],
  ['def f(*a): pass', CO_VARARGS],
  ['def f(**a): pass', CO_VARKEYWORDS],
  ['def f(): "doc"', CO_HAS_DOCSTRING],
])('%j sets its flag', (source, flag) => {
  expect(codeNamed(source, 'f').co_flags & ~3).toBe(flag);
});

test('functions in a class are methods and functions in functions are nested', () => {
  expect(codeNamed('class A:\n  def f(): pass', 'A.f').co_flags & (CO_METHOD | CO_NESTED)).toBe(CO_METHOD);
  expect(codeNamed('def f():\n  def g(): pass', 'f.<locals>.g').co_flags & (CO_METHOD | CO_NESTED)).toBe(CO_NESTED);
});
