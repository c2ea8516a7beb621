"""Prints what every built-in callable says about its arguments: one line a fact, `NAME FACT: VALUE`."""

import builtins
import importlib
import re
import sys
import types
import warnings

warnings.simplefilter('ignore')
MODULES = (
    'builtins _abc _bisect _codecs _collections _contextvars _csv _functools _heapq _json _operator _random _stat _string _struct '
    '_weakref array binascii cmath errno itertools marshal math unicodedata zlib'
).split()
# These act on the machine, wait, or need another kind of argument to be safe.
LEFT_OUT = {
    'builtins.breakpoint', 'builtins.exit', 'builtins.quit', 'builtins.input', 'builtins.help', 'builtins.copyright',
    'builtins.credits', 'builtins.license', 'builtins.open', 'builtins.print', 'builtins.exec', 'builtins.eval',
}
CALLS = [
    ('none', (), {}),
    ('keyword', (), {'no_such_keyword': 1}),
    ('many', tuple(range(12)), {}),
    ('wrong', (object(),), {}),
    ('wrong two', (object(), object()), {}),
]
SAMPLES = {
    int: 5, float: 1.5, complex: 1j, bool: True, str: 'abc', bytes: b'abc', bytearray: bytearray(b'abc'), list: [1, 2], tuple: (1, 2),
    dict: {1: 2}, set: {1}, frozenset: frozenset({1}), range: range(3), slice: slice(3), type(None): None, memoryview: memoryview(b'abc'),
    object: object(), property: property(), type: type, classmethod: classmethod(len), staticmethod: staticmethod(len),
    types.FunctionType: lambda: 0, types.GeneratorType: (x for x in ()), types.MappingProxyType: types.MappingProxyType({}),
    types.SimpleNamespace: types.SimpleNamespace(a=1), types.ModuleType: types.ModuleType('m'), BaseException: BaseException(1),
    enumerate: enumerate(''), zip: zip(), map: map(len, []), filter: filter(None, []), reversed: reversed([]),
}


def clean(text):
    return re.sub(r' at 0x[0-9a-f]+', '', text).replace('\n', '\\n')


def fact(name, kind, value):
    print(f'{name} {kind}: {clean(str(value))}')


def describe(name, function, call):
    fact(name, 'signature', getattr(function, '__text_signature__', None))
    fact(name, 'documented', bool(function.__doc__))
    for kind, args, kwargs in CALLS:
        try:
            call(*args, **kwargs)
        except Exception as error:
            fact(name, kind, f'{type(error).__name__}: {error}')
        else:
            fact(name, kind, 'accepted')


def walk_type(name, cls):
    fact(name, 'type signature', getattr(cls, '__text_signature__', None))
    sample = SAMPLES.get(cls)
    for attribute, value in sorted(vars(cls).items()):
        full = f'{name}.{attribute}'
        if isinstance(value, (types.MethodDescriptorType, types.WrapperDescriptorType)):
            if sample is not None or cls is type(None):
                describe(full, value, getattr(sample, attribute) if cls is not type else getattr(type, attribute).__get__(int))
        elif isinstance(value, (types.ClassMethodDescriptorType, staticmethod)):
            describe(full, getattr(cls, attribute), getattr(cls, attribute))
        elif isinstance(value, (types.GetSetDescriptorType, types.MemberDescriptorType)):
            fact(full, 'documented', bool(value.__doc__))


for cls in SAMPLES:
    walk_type(cls.__qualname__, cls)
for module_name in MODULES:
    try:
        module = importlib.import_module(module_name)
    except ImportError:
        fact(module_name, 'import', 'no such module')
        continue
    for attribute, value in sorted(vars(module).items()):
        full = f'{module_name}.{attribute}'
        if full in LEFT_OUT or attribute == '__loader__':
            continue
        if isinstance(value, types.BuiltinFunctionType):
            describe(full, value, value)
        elif isinstance(value, type) and value not in SAMPLES and value.__module__ == module_name:
            describe(full, value, value)
