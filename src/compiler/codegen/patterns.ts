/** This file defines the code of match statements (PEP 634). */
import * as op from '../../bytecode/opcodes.js';
import { NB_SUBSCR } from '../../bytecode/operands.js';
import type {
  Match,
  MatchAs,
  MatchCase,
  MatchClass,
  MatchMapping,
  MatchOr,
  MatchSequence,
  MatchValue,
  pattern,
} from '../../syntax/ast/nodes.js';
import { PyTuple } from '../../values/sequences.js';
import { None } from '../../values/singletons.js';
import { strFromKey } from '../../values/str.js';
import type { Compiler } from '../compiler.js';
import { locationOf, syntaxError } from '../errors.js';
import { type Label, NEXT_LOCATION, NO_LOCATION, type SourceLocation } from '../instruction-sequence.js';
import { reprConstant, reprName } from '../repr.js';
import { jumpIf } from './control-flow.js';
import { addBinary, addCompare } from './operators.js';
import { patternKey } from './pattern-keys.js';

/**
 * State of one `case`. Each routine consumes the subject on top of the stack and jumps to a `failPop` label when it does
 * not match. Captured values stay on the stack, below the `onTop` values that are still needed, until the whole pattern
 * has matched.
 */
class PatternContext {
  /** Names captured so far, in the order in which their values are on the stack. */
  stores: string[] = [];
  /** May a pattern that always matches stand here? */
  allowIrrefutable = false;
  /** A jump to `failPop[i]` pops i values and goes on with the next case. */
  failPop: Label[] = [];
  onTop = 0;
}

function isWildcard(p: pattern): boolean {
  return p.kind === 'MatchAs' && p.name === null;
}

function isStarWildcard(p: pattern): boolean {
  return p.kind === 'MatchStar' && p.name === null;
}

/** `match` */
export function codegenMatch(c: Compiler, s: Match): void {
  c.visitExpr(s.subject);
  const end = c.newLabel();
  const { cases } = s;
  const lastCase = cases[cases.length - 1] as MatchCase;
  const hasDefault = isWildcard(lastCase.pattern) && cases.length > 1;
  const tested = hasDefault ? cases.slice(0, -1) : cases;
  for (const [i, m] of tested.entries()) {
    const loc = locationOf(m.pattern);
    // The last test consumes the subject.
    const isLast = i === tested.length - 1;
    if (!isLast) c.addop(loc, op.COPY, 1);
    const pc = new PatternContext();
    pc.allowIrrefutable = m.guard !== null || i === cases.length - 1;
    codegenPattern(c, m.pattern, pc);
    for (const name of pc.stores) c.nameop(loc, name, 'Store');
    if (m.guard !== null) {
      ensureFailPop(c, pc, 0);
      jumpIf(c, loc, m.guard, pc.failPop[0] as Label, false);
    }
    if (!isLast) c.addop(NEXT_LOCATION, op.POP_TOP);
    c.visitStmts(m.body);
    c.addopJump(NO_LOCATION, op.JUMP, end);
    // The cleanup belongs to the line of the pattern that failed.
    emitAndResetFailPop(c, loc, pc);
  }
  if (hasDefault) {
    const loc = locationOf(lastCase.pattern);
    // For line coverage: the default case makes no code.
    c.addop(loc, op.NOP);
    if (lastCase.guard !== null) jumpIf(c, loc, lastCase.guard, end, false);
    c.visitStmts(lastCase.body);
  }
  c.useLabel(end);
}

function ensureFailPop(c: Compiler, pc: PatternContext, n: number): void {
  while (pc.failPop.length < n + 1) pc.failPop.push(c.newLabel());
}

function jumpToFailPop(c: Compiler, loc: SourceLocation, pc: PatternContext, opcode: number): void {
  const pops = pc.onTop + pc.stores.length;
  ensureFailPop(c, pc, pops);
  c.addopJump(loc, opcode, pc.failPop[pops] as Label);
}

function emitAndResetFailPop(c: Compiler, loc: SourceLocation, pc: PatternContext): void {
  const labels = pc.failPop;
  pc.failPop = [];
  for (let i = labels.length - 1; i > 0; i--) {
    c.useLabel(labels[i] as Label);
    c.addop(loc, op.POP_TOP);
  }
  if (labels[0] !== undefined) c.useLabel(labels[0]);
}

function rotate(c: Compiler, loc: SourceLocation, count: number): void {
  for (let n = count; n > 1; n--) c.addop(loc, op.SWAP, n);
}

function storeName(c: Compiler, loc: SourceLocation, name: string | null, pc: PatternContext): void {
  if (name === null) {
    c.addop(loc, op.POP_TOP);
    return;
  }
  checkDuplicateStore(loc, name, pc);
  rotate(c, loc, pc.onTop + pc.stores.length + 1);
  pc.stores.push(name);
}

function checkDuplicateStore(loc: SourceLocation, name: string, pc: PatternContext): void {
  if (pc.stores.includes(name)) throw syntaxError(`multiple assignments to name ${reprName(name)} in pattern`, loc);
}

function codegenPattern(c: Compiler, p: pattern, pc: PatternContext): void {
  c.depth.enter();
  const loc = locationOf(p);
  switch (p.kind) {
    case 'MatchValue':
      codegenPatternValue(c, p, pc);
      break;
    case 'MatchSingleton':
      c.loadConst(loc, p.value);
      addCompare(c, loc, 'Is');
      jumpToFailPop(c, loc, pc, op.POP_JUMP_IF_FALSE);
      break;
    case 'MatchSequence':
      codegenPatternSequence(c, p, pc);
      break;
    case 'MatchMapping':
      codegenPatternMapping(c, p, pc);
      break;
    case 'MatchClass':
      codegenPatternClass(c, p, pc);
      break;
    case 'MatchStar':
      storeName(c, loc, p.name, pc);
      break;
    case 'MatchAs':
      codegenPatternAs(c, p, pc);
      break;
    case 'MatchOr':
      codegenPatternOr(c, p, pc);
      break;
  }
  c.depth.leave();
}

/** A part of a pattern: it may match always. */
function codegenSubpattern(c: Compiler, p: pattern, pc: PatternContext): void {
  const before = pc.allowIrrefutable;
  pc.allowIrrefutable = true;
  codegenPattern(c, p, pc);
  pc.allowIrrefutable = before;
}

function codegenPatternValue(c: Compiler, p: MatchValue, pc: PatternContext): void {
  const loc = locationOf(p);
  if (p.value.kind !== 'Constant' && p.value.kind !== 'Attribute') {
    throw syntaxError('patterns may only match literals and attribute lookups', p);
  }
  c.visitExpr(p.value);
  addCompare(c, loc, 'Eq');
  c.addop(loc, op.TO_BOOL);
  jumpToFailPop(c, loc, pc, op.POP_JUMP_IF_FALSE);
}

function codegenPatternAs(c: Compiler, p: MatchAs, pc: PatternContext): void {
  const loc = locationOf(p);
  if (p.pattern === null) {
    if (!pc.allowIrrefutable) {
      const what = p.name === null ? 'wildcard' : `name capture ${reprName(p.name)}`;
      throw syntaxError(`${what} makes remaining patterns unreachable`, p);
    }
    storeName(c, loc, p.name, pc);
    return;
  }
  pc.onTop++;
  c.addop(loc, op.COPY, 1);
  codegenPattern(c, p.pattern, pc);
  pc.onTop--;
  storeName(c, loc, p.name, pc);
}

function codegenPatternSequence(c: Compiler, p: MatchSequence, pc: PatternContext): void {
  const loc = locationOf(p);
  const { patterns } = p;
  const size = patterns.length;
  const star = patterns.findIndex((sub) => sub.kind === 'MatchStar');
  if (patterns.filter((sub) => sub.kind === 'MatchStar').length > 1) {
    throw syntaxError('multiple starred names in sequence pattern', p);
  }
  const starWildcard = star >= 0 && isStarWildcard(patterns[star] as pattern);
  const onlyWildcard = patterns.every((sub) => isWildcard(sub) || isStarWildcard(sub));
  pc.onTop++;
  c.addop(loc, op.MATCH_SEQUENCE);
  jumpToFailPop(c, loc, pc, op.POP_JUMP_IF_FALSE);
  if (star < 0 || size > 1) {
    c.addop(loc, op.GET_LEN);
    c.loadConst(loc, star < 0 ? size : size - 1);
    addCompare(c, loc, star < 0 ? 'Eq' : 'GtE');
    jumpToFailPop(c, loc, pc, op.POP_JUMP_IF_FALSE);
  }
  pc.onTop--;
  if (onlyWildcard) c.addop(loc, op.POP_TOP);
  else if (starWildcard) codegenSequenceSubscr(c, loc, patterns, star, pc);
  else codegenSequenceUnpack(c, loc, patterns, pc);
}

function codegenSequenceUnpack(
  c: Compiler,
  loc: SourceLocation,
  patterns: readonly pattern[],
  pc: PatternContext,
): void {
  const size = patterns.length;
  const star = patterns.findIndex((sub) => sub.kind === 'MatchStar');
  if (star < 0) {
    c.addop(loc, op.UNPACK_SEQUENCE, size);
  } else {
    const after = size - star - 1;
    if (star >= 1 << 8 || after >= 0x7fffff) {
      throw syntaxError('too many expressions in star-unpacking sequence pattern', loc);
    }
    c.addop(loc, op.UNPACK_EX, star + after * 256);
  }
  pc.onTop += size;
  for (const sub of patterns) {
    pc.onTop--;
    codegenSubpattern(c, sub, pc);
  }
}

/** With a starred wildcard the elements are indexed: `[first, *_, last]`. */
function codegenSequenceSubscr(
  c: Compiler,
  loc: SourceLocation,
  patterns: readonly pattern[],
  star: number,
  pc: PatternContext,
): void {
  pc.onTop++;
  for (const [i, sub] of patterns.entries()) {
    if (isWildcard(sub) || i === star) continue;
    c.addop(loc, op.COPY, 1);
    if (i < star) {
      c.loadConst(loc, i);
    } else {
      // The subject may not support negative indexes.
      c.addop(loc, op.GET_LEN);
      c.loadConst(loc, patterns.length - i);
      addBinary(c, loc, 'Sub', false);
    }
    c.addop(loc, op.BINARY_OP, NB_SUBSCR);
    codegenSubpattern(c, sub, pc);
  }
  pc.onTop--;
  c.addop(loc, op.POP_TOP);
}

function codegenPatternClass(c: Compiler, p: MatchClass, pc: PatternContext): void {
  const loc = locationOf(p);
  const { patterns, kwd_attrs, kwd_patterns } = p;
  if (kwd_attrs.length !== kwd_patterns.length) {
    throw syntaxError(
      `kwd_attrs (${kwd_attrs.length}) / kwd_patterns (${kwd_patterns.length}) length mismatch in class pattern`,
      p,
    );
  }
  validateKwdAttrs(kwd_attrs, kwd_patterns);
  c.visitExpr(p.cls);
  c.loadConst(loc, new PyTuple(kwd_attrs.map(strFromKey)));
  c.addop(loc, op.MATCH_CLASS, patterns.length);
  c.addop(loc, op.COPY, 1);
  c.loadConst(loc, None);
  c.addop(loc, op.IS_OP, 1);
  // On top is now a tuple of attributes, or None.
  pc.onTop++;
  jumpToFailPop(c, loc, pc, op.POP_JUMP_IF_FALSE);
  const all = [...patterns, ...kwd_patterns];
  c.addop(loc, op.UNPACK_SEQUENCE, all.length);
  pc.onTop += all.length - 1;
  for (const sub of all) {
    pc.onTop--;
    if (isWildcard(sub)) c.addop(loc, op.POP_TOP);
    else codegenSubpattern(c, sub, pc);
  }
}

function validateKwdAttrs(attrs: readonly string[], patterns: readonly pattern[]): void {
  for (const [i, attr] of attrs.entries()) {
    const j = attrs.indexOf(attr, i + 1);
    if (j !== -1) throw syntaxError(`attribute name repeated in class pattern: ${attr}`, patterns[j] as pattern);
  }
}

function codegenPatternMapping(c: Compiler, p: MatchMapping, pc: PatternContext): void {
  const loc = locationOf(p);
  const { keys, patterns } = p;
  const size = keys.length;
  if (size !== patterns.length) {
    throw syntaxError(`keys (${size}) / patterns (${patterns.length}) length mismatch in mapping pattern`, p);
  }
  pc.onTop++;
  c.addop(loc, op.MATCH_MAPPING);
  jumpToFailPop(c, loc, pc, op.POP_JUMP_IF_FALSE);
  if (size === 0 && p.rest === null) {
    pc.onTop--;
    c.addop(loc, op.POP_TOP);
    return;
  }
  if (size > 0) {
    c.addop(loc, op.GET_LEN);
    c.loadConst(loc, size);
    addCompare(c, loc, 'GtE');
    jumpToFailPop(c, loc, pc, op.POP_JUMP_IF_FALSE);
  }
  codegenMappingKeys(c, p);
  c.addop(loc, op.BUILD_TUPLE, size);
  c.addop(loc, op.MATCH_KEYS);
  // On top of the subject are now a tuple of keys and a tuple of values, or None.
  pc.onTop += 2;
  c.addop(loc, op.COPY, 1);
  c.loadConst(loc, None);
  c.addop(loc, op.IS_OP, 1);
  jumpToFailPop(c, loc, pc, op.POP_JUMP_IF_FALSE);
  c.addop(loc, op.UNPACK_SEQUENCE, size);
  pc.onTop += size - 1;
  for (const sub of patterns) {
    pc.onTop--;
    codegenSubpattern(c, sub, pc);
  }
  pc.onTop -= 2;
  if (p.rest === null) {
    c.addop(loc, op.POP_TOP);
    c.addop(loc, op.POP_TOP);
    return;
  }
  // rest = dict(subject), without the keys.
  c.addop(loc, op.BUILD_MAP, 0);
  c.addop(loc, op.SWAP, 3);
  c.addop(loc, op.DICT_UPDATE, 2);
  c.addop(loc, op.UNPACK_SEQUENCE, size);
  for (let n = size; n > 0; n--) {
    c.addop(loc, op.COPY, 1 + n);
    c.addop(loc, op.SWAP, 2);
    c.addop(loc, op.DELETE_SUBSCR);
  }
  storeName(c, loc, p.rest, pc);
}

function codegenMappingKeys(c: Compiler, p: MatchMapping): void {
  const seen = new Set<string>();
  for (const key of p.keys) {
    if (key.kind === 'Constant') {
      const id = patternKey(key.value);
      if (seen.has(id)) throw syntaxError(`mapping pattern checks duplicate key (${reprConstant(key.value)})`, p);
      seen.add(id);
    } else if (key.kind !== 'Attribute') {
      throw syntaxError('mapping pattern keys may only match literals and attribute lookups', p);
    }
    c.visitExpr(key);
  }
}

function codegenPatternOr(c: Compiler, p: MatchOr, pc: PatternContext): void {
  const loc = locationOf(p);
  const end = c.newLabel();
  const outer = { stores: pc.stores, failPop: pc.failPop, onTop: pc.onTop, allowIrrefutable: pc.allowIrrefutable };
  // Names bound by the first alternative, in the order in which all must leave them on the stack.
  let control: string[] | null = null;
  for (const [i, alt] of p.patterns.entries()) {
    const altLoc = locationOf(alt);
    pc.stores = [];
    pc.allowIrrefutable = i === p.patterns.length - 1 && outer.allowIrrefutable;
    pc.failPop = [];
    pc.onTop = 0;
    c.addop(altLoc, op.COPY, 1);
    codegenPattern(c, alt, pc);
    if (control === null) control = pc.stores;
    else reorderStores(c, altLoc, pc, control, p);
    c.addopJump(altLoc, op.JUMP, end);
    emitAndResetFailPop(c, altLoc, pc);
  }
  Object.assign(pc, outer);
  // No alternative matched: pop the copy of the subject.
  c.addop(loc, op.POP_TOP);
  jumpToFailPop(c, loc, pc, op.JUMP);
  c.useLabel(end);
  const stores = control as string[];
  const rotations = stores.length + 1 + pc.onTop + pc.stores.length;
  for (const name of stores) {
    rotate(c, loc, rotations);
    checkDuplicateStore(loc, name, pc);
    pc.stores.push(name);
  }
  c.addop(loc, op.POP_TOP);
}

/** Bring the values that an alternative captured into the order of the first one. */
function reorderStores(
  c: Compiler,
  loc: SourceLocation,
  pc: PatternContext,
  control: readonly string[],
  p: MatchOr,
): void {
  const { stores } = pc;
  const different = stores.length !== control.length;
  for (let target = different ? -1 : control.length - 1; target >= 0; target--) {
    const at = stores.indexOf(control[target] as string);
    if (at < 0) throw syntaxError('alternative patterns bind different names', p);
    if (at === target) continue;
    const rotated = stores.splice(0, at + 1);
    stores.splice(target - at, 0, ...rotated);
    for (let i = 0; i <= at; i++) rotate(c, loc, target + 1);
  }
  if (different) throw syntaxError('alternative patterns bind different names', p);
}
