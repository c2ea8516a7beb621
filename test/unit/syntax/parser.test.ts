import { describe, expect, test } from 'vitest';
import type { ParseOptions } from '../../../src/syntax/parser/options.js';
import { parse } from '../../../src/syntax/parser/parse.js';
import { dump } from './dump.js';

function tree(source: string, options: Partial<ParseOptions> = {}, positions = false): string {
  const text = dump(parse(source, { filename: '<test>', ...options }), positions);
  return text.replace(/^Module\(body=\[(.*)\]\)$/, '$1');
}

const expression = (source: string): string =>
  tree(source, { mode: 'eval' }).replace(/^Expression\(body=(.*)\)$/, '$1');

describe('expressions', () => {
  test.each([
    [
      'a+b*c',
      "BinOp(left=Name(id='a', ctx='Load'), op='Add', right=BinOp(left=Name(id='b', ctx='Load'), op='Mult', right=Name(id='c', ctx='Load')))",
    ],
    [
      '-a**-b',
      "UnaryOp(op='USub', operand=BinOp(left=Name(id='a', ctx='Load'), op='Pow', right=UnaryOp(op='USub', operand=Name(id='b', ctx='Load'))))",
    ],
    [
      'a<b is not c not in d',
      "Compare(left=Name(id='a', ctx='Load'), ops=['Lt', 'IsNot', 'NotIn'], comparators=[Name(id='b', ctx='Load'), Name(id='c', ctx='Load'), Name(id='d', ctx='Load')])",
    ],
    [
      'lambda x, /, *y, z=1: x',
      "Lambda(args=arguments(posonlyargs=[arg(arg='x')], vararg=arg(arg='y'), kwonlyargs=[arg(arg='z')], kw_defaults=[Constant(value=1)]), body=Name(id='x', ctx='Load'))",
    ],
    [
      'f(a, *b, c=1, **d)',
      "Call(func=Name(id='f', ctx='Load'), args=[Name(id='a', ctx='Load'), Starred(value=Name(id='b', ctx='Load'), ctx='Load')], keywords=[keyword(arg='c', value=Constant(value=1)), keyword(value=Name(id='d', ctx='Load'))])",
    ],
    ['{**a, 1: 2}', "Dict(keys=[None, Constant(value=1)], values=[Name(id='a', ctx='Load'), Constant(value=2)])"],
    [
      'x[*a, 1:]',
      "Subscript(value=Name(id='x', ctx='Load'), slice=Tuple(elts=[Starred(value=Name(id='a', ctx='Load'), ctx='Load'), Slice(lower=Constant(value=1))], ctx='Load'), ctx='Load')",
    ],
    ["u'a' 'b'", "Constant(value='ab', kind='u')"],
    ['9007199254740993', 'Constant(value=9007199254740993)'],
  ])('%s', (source, want) => {
    expect(expression(source)).toBe(want);
  });
});

describe('f-strings and t-strings', () => {
  test('the text of a debug expression joins the text around it', () => {
    expect(expression("f'x{a = }y'")).toBe(
      "JoinedStr(values=[Constant(value='xa = '), FormattedValue(value=Name(id='a', ctx='Load'), conversion=114), Constant(value='y')])",
    );
  });
  test('a template keeps the text of its expressions', () => {
    expect(expression("t'{ a !r:>{w}}'")).toBe(
      "TemplateStr(values=[Interpolation(value=Name(id='a', ctx='Load'), str=' a ', conversion=114, format_spec=JoinedStr(values=[Constant(value='>'), FormattedValue(value=Name(id='w', ctx='Load'), conversion=-1)]))])",
    );
  });
  test('quotes of the same kind nest (PEP 701)', () => {
    expect(expression("f'{d['k']}'")).toContain("slice=Constant(value='k')");
  });
});

describe('statements', () => {
  test.each([
    [
      'a, *b = c = d',
      "Assign(targets=[Tuple(elts=[Name(id='a', ctx='Store'), Starred(value=Name(id='b', ctx='Store'), ctx='Store')], ctx='Store'), Name(id='c', ctx='Store')], value=Name(id='d', ctx='Load'))",
    ],
    ['(x): int', "AnnAssign(target=Name(id='x', ctx='Store'), annotation=Name(id='int', ctx='Load'), simple=0)"],
    [
      'type X[*T] = Y',
      "TypeAlias(name=Name(id='X', ctx='Store'), type_params=[TypeVarTuple(name='T')], value=Name(id='Y', ctx='Load'))",
    ],
    ['from ... import a as b', "ImportFrom(names=[alias(name='a', asname='b')], level=3)"],
    [
      'match = type = case = 1',
      "Assign(targets=[Name(id='match', ctx='Store'), Name(id='type', ctx='Store'), Name(id='case', ctx='Store')], value=Constant(value=1))",
    ],
    [
      'try: a\nexcept b, c: d',
      "Try(body=[Expr(value=Name(id='a', ctx='Load'))], handlers=[ExceptHandler(type=Tuple(elts=[Name(id='b', ctx='Load'), Name(id='c', ctx='Load')], ctx='Load'), body=[Expr(value=Name(id='d', ctx='Load'))])])",
    ],
    [
      'with (a as b, c): d',
      "With(items=[withitem(context_expr=Name(id='a', ctx='Load'), optional_vars=Name(id='b', ctx='Store')), withitem(context_expr=Name(id='c', ctx='Load'))], body=[Expr(value=Name(id='d', ctx='Load'))])",
    ],
    [
      'match x:\n case {"k": [a, *_], **r} if b: pass',
      "Match(subject=Name(id='x', ctx='Load'), cases=[match_case(pattern=MatchMapping(keys=[Constant(value='k')], patterns=[MatchSequence(patterns=[MatchAs(name='a'), MatchStar()])], rest='r'), guard=Name(id='b', ctx='Load'), body=[Pass()])])",
    ],
  ])('%s', (source, want) => {
    expect(tree(source)).toBe(want);
  });

  test('positions are UTF-8 byte columns', () => {
    expect(tree('é = "😀" + x', {}, true)).toContain("right=Name(id='x', ctx='Load')@1:14-1:15");
  });
  test('type comments are read on request', () => {
    expect(tree('x = 1 # type: int\n', { typeComments: true })).toContain("type_comment='int'");
  });
  test('one interactive statement may be followed by blanks and comments only', () => {
    expect(tree('x\n\n# c\n', { mode: 'single' })).toBe("Interactive(body=[Expr(value=Name(id='x', ctx='Load'))])");
  });
});

describe('deep input', () => {
  test.each([
    ['unary', `${'-'.repeat(5000)}x`],
    ['not', `${'not '.repeat(5000)}x`],
    ['power', `${'x**'.repeat(2500)}x`],
    ['lambda', `${'lambda:'.repeat(2500)}x`],
    ['conditional', `${'a if b else '.repeat(4000)}c`],
    ['brackets', `${'('.repeat(200)}x${')'.repeat(200)}`],
    ['elif', `if x: pass\n${'elif y: pass\n'.repeat(3000)}`],
    ['sum', `${'a+'.repeat(20000)}b`],
  ])('%s chains parse', (_, source) => {
    expect(() => parse(source, { filename: '<test>' })).not.toThrow();
  });
});
