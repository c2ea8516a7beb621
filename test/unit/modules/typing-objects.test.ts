/** This file tests unions, generic aliases, type parameters, template strings, weak references and abstract classes. */
import { describe, expect, it } from 'vitest';
import { makeMachine } from '../vm/machine-helper.js';

function outputOf(source: string): string {
  const machine = makeMachine();
  machine.run(source);
  return machine.stdout();
}

describe('types as values', () => {
  it.each([
    ['a union is flat and holds each member once', 'print(int | str | int | None)', 'int | str | None\n'],
    ['unions are equal whatever their order', 'print((int | str) == (str | int))', 'True\n'],
    ['isinstance() takes a union', 'print(isinstance(1, int | str), isinstance(1.5, int | str))', 'True False\n'],
    ['a starred alias shows its star', 'print(next(iter(tuple[int, str])))', '*tuple[int, str]\n'],
    [
      'subscripting replaces type variables, nested ones too',
      'def f[T]():\n  return dict[T, list[T]]\nprint(f()[int])',
      'dict[int, list[int]]\n',
    ],
    [
      'bounds are computed when they are asked for',
      'def f[T: Later](): pass\nclass Later: pass\nprint(f.__type_params__[0].__bound__)',
      "<class '__main__.Later'>\n",
    ],
    ['a template keeps strings and interpolations apart', 'x = 5\nprint(t"a{x!r:>3}b".values)', '(5,)\n'],
  ])('%s', (_, source, expected) => {
    expect(outputOf(source)).toBe(expected);
  });
});

describe('_weakref and _abc', () => {
  it.each([
    [
      'references without a callback are shared',
      'import _weakref\nclass C: pass\nc = C()\nr = _weakref.ref(c)\nprint(r is _weakref.ref(c), _weakref.getweakrefcount(c))',
      'True 1\n',
    ],
    [
      'a proxy does what its object does',
      'import _weakref\nclass C:\n  def __len__(self): return 3\nc = C()\np = _weakref.proxy(c)\np.x = 1\nprint(len(p), c.x)',
      '3 1\n',
    ],
    [
      'a registered class counts as a subclass',
      'import abc\nclass A(abc.ABC): pass\nA.register(int)\nprint(isinstance(True, A), issubclass(str, A))',
      'True False\n',
    ],
    [
      'abstract classes name what is missing',
      'import abc\nclass A(abc.ABC):\n  @abc.abstractmethod\n  def f(self): pass\ntry: A()\nexcept TypeError as e: print(e)',
      "Can't instantiate abstract class A without an implementation for abstract method 'f'\n",
    ],
  ])('%s', (_, source, expected) => {
    expect(outputOf(source)).toBe(expected);
  });
});
