/** This file defines the properties: kinds of random expressions whose value pyvm and CPython must agree on. */
import fc from 'fast-check';
import {
  aBound,
  aComplex,
  aFloat,
  aNested,
  aNumber,
  anInt,
  aPoint,
  aScalar,
  aSmallInt,
  aStr,
  aText,
  aWord,
  someBytes,
  strLiteral,
} from './literals.js';

/** A kind of random expression. */
export interface Property {
  readonly name: string;
  /** Makes Python expressions; the program around them prints their values, or the errors that they raise. */
  readonly expression: fc.Arbitrary<string>;
}

const from = fc.constantFrom;
const join = (...parts: fc.Arbitrary<string>[]): fc.Arbitrary<string> =>
  fc.tuple(...parts).map((texts) => texts.join(''));
const is = (text: string): fc.Arbitrary<string> => fc.constant(text);
const list = (item: fc.Arbitrary<string>, maxLength = 6): fc.Arbitrary<string> =>
  fc.array(item, { maxLength }).map((items) => `[${items.join(', ')}]`);

const formatSpec = join(
  from('', '*<', '>', '^', '0=', '=', 'x^'),
  from('', '+', '-', ' '),
  from('', 'z', '#', '0'),
  from('', '1', '8', '12', '30'),
  from('', ',', '_'),
  from('', '.0', '.1', '.3', '.17'),
  from('', 'd', 'x', 'X', 'o', 'b', 'c', 'e', 'E', 'f', 'F', 'g', 'G', 'n', '%', 's'),
);

const slice = join(aBound, is(':'), aBound, is(':'), fc.oneof(aBound, is('1')));
const handler = from(
  "'strict'",
  "'ignore'",
  "'replace'",
  "'backslashreplace'",
  "'surrogatepass'",
  "'surrogateescape'",
  "'xmlcharrefreplace'",
  "'namereplace'",
);
const codec = from(
  "'utf-8'",
  "'utf-16'",
  "'utf-16-le'",
  "'utf-32-be'",
  "'ascii'",
  "'latin-1'",
  "'cp1252'",
  "'utf-7'",
  "'unicode_escape'",
  "'raw_unicode_escape'",
  "'utf-8-sig'",
  "'idna'",
  "'punycode'",
);

/** Every property; a name is also the name of its test. */
export const PROPERTIES: readonly Property[] = [
  {
    name: 'integer arithmetic',
    expression: join(anInt, from(' + ', ' - ', ' * ', ' // ', ' % ', ' & ', ' | ', ' ^ '), anInt),
  },
  { name: 'integer powers and shifts', expression: join(anInt, from(' ** ', ' << ', ' >> '), aSmallInt(0, 70)) },
  {
    name: 'modular power and inverse',
    expression: join(is('pow('), anInt, is(', '), aSmallInt(-5, 300), is(', '), anInt, is(')')),
  },
  {
    name: 'integer methods',
    expression: join(
      anInt,
      from(
        '.bit_length()',
        '.bit_count()',
        '.as_integer_ratio()',
        ".to_bytes(9, 'big', signed=True)",
        ".to_bytes(4, 'little')",
        '.__float__()',
        '.__invert__()',
      ),
    ),
  },
  {
    name: 'integer text',
    expression: fc.oneof(
      join(from('str', 'hex', 'oct', 'bin'), is('('), anInt, is(')')),
      join(
        is('int('),
        fc
          .tuple(
            from('', '-', '+', ' '),
            from('', '0x', '0b', '0o', '0'),
            fc.array(from(...'0123456789abfz_ '), { maxLength: 8 }),
          )
          .map(([a, b, c]) => `'${a}${b}${c.join('')}'`),
        is(', '),
        from('0', '2', '8', '10', '16', '36', '1'),
        is(')'),
      ),
    ),
  },
  {
    name: 'numbers of different types compare and hash',
    expression: fc
      .tuple(aNumber, aNumber)
      .map(
        ([a, b]) => `(${a} < ${b}, ${a} <= ${b}, ${a} == ${b}, ${a} != ${b} or hash(${a}) == hash(${b}), ${a} != ${b})`,
      ),
  },
  {
    name: 'float arithmetic',
    expression: join(aNumber, from(' + ', ' - ', ' * ', ' / ', ' // ', ' % '), aFloat),
  },
  { name: 'true division', expression: join(anInt, is(' / '), anInt) },
  {
    name: 'float text',
    expression: fc.oneof(
      join(from('repr', 'str'), is('('), aFloat, is(')')),
      join(aFloat, from('.hex()', '.as_integer_ratio()', '.is_integer()')),
      join(is("'%."), aSmallInt(0, 20), from('e', 'f', 'g', 'r'), is("' % "), aFloat),
    ),
  },
  {
    name: 'float parsing',
    expression: fc
      .tuple(
        from('', '-', '+', ' '),
        from('1', '12', '0', '.5', '1.', '9007199254740993', '1_0', '_1', 'inf', 'nan', 'infinity', '0x1', ''),
        from('', 'e5', 'e-5', 'e400', 'e-400', 'E+0', 'e', '.25'),
        from('', ' ', 'x', '_'),
      )
      .map((parts) => `float('${parts.join('')}')`),
  },
  {
    name: 'rounding',
    expression: fc.oneof(
      join(is('round('), aNumber, is(', '), fc.oneof(aSmallInt(-20, 20), is('None')), is(')')),
      join(
        from('int', 'math.floor', 'math.ceil', 'math.trunc', 'math.frexp', 'math.modf', 'math.sqrt', 'math.isqrt'),
        is('('),
        aNumber,
        is(')'),
      ),
    ),
  },
  {
    name: 'complex arithmetic',
    expression: fc.oneof(
      join(aComplex, from(' + ', ' - ', ' * ', ' == '), aComplex),
      join(from('repr', 'str', 'bool'), is('('), aComplex, is(')')),
    ),
  },
  {
    name: 'sums',
    expression: join(from('sum', 'math.fsum', 'math.prod', 'max', 'min'), is('('), list(aNumber), is(')')),
  },
  {
    name: 'text search',
    expression: join(
      aText,
      from(
        '.find',
        '.rfind',
        '.index',
        '.rindex',
        '.count',
        '.startswith',
        '.endswith',
        '.split',
        '.rsplit',
        '.partition',
        '.rpartition',
        '.strip',
        '.lstrip',
        '.rstrip',
        '.removeprefix',
        '.removesuffix',
      ),
      is('('),
      aWord,
      is(')'),
    ),
  },
  {
    name: 'text search in a part',
    expression: join(
      aText,
      from('.find', '.rfind', '.count', '.startswith', '.endswith'),
      is('('),
      aWord,
      is(', '),
      aBound,
      is(', '),
      aBound,
      is(')'),
    ),
  },
  {
    name: 'text replacement and joining',
    expression: fc.oneof(
      join(aText, is('.replace('), aWord, is(', '), aStr, is(', '), aSmallInt(-1, 3), is(')')),
      join(aWord, is('.join('), list(aStr, 4), is(')')),
      join(aText, is('.expandtabs('), aSmallInt(-1, 9), is(')')),
    ),
  },
  {
    name: 'text case and classes',
    expression: join(
      aStr,
      from(
        '.upper()',
        '.lower()',
        '.title()',
        '.capitalize()',
        '.swapcase()',
        '.casefold()',
        '.isalpha()',
        '.isdigit()',
        '.isdecimal()',
        '.isnumeric()',
        '.isidentifier()',
        '.isprintable()',
        '.isspace()',
        '.istitle()',
        '.isupper()',
        '.islower()',
        '.isalnum()',
        '.isascii()',
      ),
    ),
  },
  {
    name: 'one character',
    expression: aPoint.map(
      (p) =>
        `(lambda c: (repr(c), c.isprintable(), c.isalpha(), c.upper(), c.lower(), c.title(), c.isidentifier(), unicodedata.category(c), unicodedata.bidirectional(c), unicodedata.numeric(c, None), unicodedata.name(c, None)))(${strLiteral([p])})`,
    ),
  },
  {
    name: 'text padding and lines',
    expression: fc.oneof(
      join(aText, from('.center(', '.ljust(', '.rjust('), aSmallInt(-2, 20), is(", '*')")),
      join(aStr, from('.zfill(9)', '.splitlines()', '.splitlines(True)', '.split()', '.rsplit(None, 1)')),
    ),
  },
  { name: 'slices of text', expression: join(fc.oneof(aStr, aText, someBytes), is('['), slice, is(']')) },
  {
    name: 'text comparison',
    expression: fc
      .tuple(aStr, aStr)
      .map(
        ([a, b]) =>
          `(${a} < ${b}, ${a} == ${b}, ${a} + ${b} > ${b}, len(${a}), ${a} in ${b}, hash(${a}) == hash(${b}))`,
      ),
  },
  { name: 'encoding', expression: join(aStr, is('.encode('), codec, is(', '), handler, is(')')) },
  { name: 'decoding', expression: join(someBytes, is('.decode('), codec, is(', '), handler, is(')')) },
  {
    name: 'bytes methods',
    expression: fc.oneof(
      join(
        someBytes,
        from('.find', '.count', '.split', '.strip', '.replace', '.startswith', '.join', '.translate', '.center'),
        is('('),
        someBytes,
        is(')'),
      ),
      join(
        someBytes,
        from('.hex()', '.upper()', '.title()', '.isalpha()', '.splitlines()', '.hex(":", 2)', '.swapcase()'),
      ),
    ),
  },
  {
    name: 'format specifications',
    expression: fc
      .tuple(fc.oneof(aNumber, aWord, aComplex), formatSpec)
      .map(([value, spec]) => `format(${value}, '${spec}')`),
  },
  {
    name: 'percent formatting',
    expression: fc
      .tuple(
        from('', '-', '+', ' ', '#', '0', '-0'),
        from('', '3', '10', '*'),
        from('', '.0', '.5', '.20'),
        from('d', 'i', 'o', 'x', 'X', 'e', 'f', 'g', 'G', 's', 'r', 'a', 'c', 'u', 'k'),
        fc.oneof(aNumber, aStr),
      )
      .map(
        ([flags, width, precision, kind, value]) =>
          `'[%${flags}${width}${precision}${kind}]' % ${width === '*' ? `(7, ${value})` : `(${value},)`}`,
      ),
  },
  {
    name: 'list slices are set and deleted',
    expression: fc
      .tuple(aSmallInt(0, 8), slice, fc.oneof(list(aSmallInt(0, 9)), is('None')))
      .map(
        ([n, s, value]) =>
          `${value === 'None' ? 'delete' : 'assign'}(list(range(${n})), slice(${s.replaceAll(':', ', ')})${value === 'None' ? '' : `, ${value}`})`,
      ),
  },
  {
    name: 'ranges and slice indices',
    expression: fc.oneof(
      join(
        is('(lambda r: (len(r), list(r)[:5], r[::-1], 3 in r, r[1:-1]))(range('),
        aSmallInt(-9, 9),
        is(', '),
        aSmallInt(-9, 9),
        is(', '),
        aSmallInt(-3, 3),
        is('))'),
      ),
      join(is('slice('), aBound, is(', '), aBound, is(', '), aBound, is(').indices('), aSmallInt(-1, 12), is(')')),
    ),
  },
  {
    name: 'dict operations',
    expression: fc
      .array(
        fc.oneof(
          join(is("('set', "), aScalar, is(', '), aSmallInt(0, 9), is(')')),
          join(from("('pop', ", "('get', ", "('del', ", "('setdefault', "), aScalar, is(', 0)')),
          is("('popitem', 0, 0)"),
        ),
        { maxLength: 8 },
      )
      .map((steps) => `dict_steps([${steps.join(', ')}])`),
  },
  {
    name: 'set operations',
    expression: fc
      .tuple(list(aNumber), from('|', '&', '-', '^', '<=', '<', '==', '>'), list(aNumber))
      .map(([a, op, b]) => `(lambda r: sorted(map(repr, r)) if isinstance(r, set) else r)(set(${a}) ${op} set(${b}))`),
  },
  {
    name: 'sorting',
    expression: fc
      .tuple(
        list(fc.oneof(aNumber, aWord), 10),
        from('', ', reverse=True', ', key=str', ', key=repr, reverse=True', ', key=lambda x: x == x'),
      )
      .map(([items, options]) => `sorted(${items}${options})`),
  },
  {
    name: 'sequences compare',
    expression: fc.tuple(aNested, from(' < ', ' == ', ' >= ', ' in '), aNested).map((parts) => parts.join('')),
  },
  { name: 'representation of containers', expression: join(from('repr', 'str', 'ascii'), is('('), aNested, is(')')) },
  {
    name: 'regular expressions',
    expression: fc
      .tuple(
        fc.array(
          from(
            'a',
            'b',
            '.',
            '[ab]',
            '[^a]',
            '(a|b)',
            'a*',
            'b+?',
            '(?:ab)?',
            '\\\\b',
            '^',
            '$',
            '\\\\s',
            '(?=a)',
            '(?<!b)',
            'a{1,2}',
            '(b)',
            '\\\\w',
          ),
          { minLength: 1, maxLength: 5 },
        ),
        from('findall', 'split', 'fullmatch', 'search', 'match'),
        aText,
      )
      .map(([parts, f, text]) => `found(re.${f}('${parts.join('')}', ${text}))`),
  },
  {
    name: 'JSON round trip',
    expression: fc.oneof(
      join(
        is('json.dumps('),
        aNested,
        from(')', ', ensure_ascii=False)', ', indent=1)', ', sort_keys=True, allow_nan=False)'),
      ),
      join(is('json.loads(json.dumps('), aNested, is('))')),
    ),
  },
  {
    name: 'structs',
    expression: fc.oneof(
      fc
        .tuple(from('<', '>', '='), from('b', 'B', 'h', 'H', 'i', 'I', 'q', 'Q', 'e', 'f', 'd', '?', 'n'), aNumber)
        .map(([order, kind, value]) => `struct.pack('${order}${kind}', ${value})`),
      fc
        .tuple(from('<', '>'), from('h', 'I', 'f', '2b', 'e'), someBytes)
        .map(([order, kind, value]) => `struct.unpack('${order}${kind}', ${value})`),
    ),
  },
];
