/** This file cuts the instructions of a code object into basic blocks and finds their order, dominators and loops. */
import * as op from '../bytecode/opcodes.js';
import { hasJump } from '../bytecode/opcodes.js';
import { INTRINSIC_STOPITERATION_ERROR } from '../bytecode/operands.js';
import type { Executable, Handler } from '../vm/executable.js';

/** A straight piece of code: instructions `start` up to `end`, all covered by the same handler. */
export class Block {
  readonly successors: Block[] = [];
  readonly predecessors: Block[] = [];
  handler: Handler | null = null;
  /** The block of the handler; one of the successors. */
  handlerBlock: Block | null = null;
  isHandler = false;
  /** Position in reverse postorder. */
  order = -1;
  dominator: Block | null = null;
  isLoopHead = false;
  /** More than one way leads here from before, or a handler does: the code stands once, behind a label. */
  isMerge = false;
  readonly children: Block[] = [];

  constructor(
    readonly start: number,
    public end: number,
  ) {}
}

/** The blocks that can be reached from an entry. */
export class Graph {
  /** In reverse postorder; the entry is first. */
  readonly blocks: Block[] = [];
  /** Every loop has one entry, so that loops and ifs can be rebuilt. */
  isReducible = true;

  constructor(readonly entry: Block) {}
}

/** May control go elsewhere than to the next instruction? */
export function endsBlock(opcode: number): boolean {
  return (
    hasJump(opcode) ||
    opcode === op.RETURN_VALUE ||
    opcode === op.RAISE_VARARGS ||
    opcode === op.RERAISE ||
    opcode === op.YIELD_VALUE
  );
}

/** Where an instruction may lead, handlers not counted: the way of no jump first. */
export function targetsOf(exec: Executable, at: number): number[] {
  const instruction = exec.plain[at] as number;
  const opcode = instruction & 0xff;
  const oparg = instruction >>> 8;
  switch (opcode) {
    case op.RETURN_VALUE:
    case op.RAISE_VARARGS:
    case op.RERAISE:
      return [];
    case op.JUMP_FORWARD:
    case op.JUMP_BACKWARD:
    case op.JUMP_BACKWARD_NO_INTERRUPT:
      return [oparg];
    case op.FOR_ITER:
      // The iterator stays for POP_ITER; END_FOR is skipped.
      return [at + 1, oparg + 1];
    default:
      return hasJump(opcode) ? [at + 1, oparg] : [at + 1];
  }
}

/** The handler of every generator, which makes StopIteration a RuntimeError: the interpreter runs it. */
export function isGeneratorsEnd(exec: Executable, handler: Handler): boolean {
  return exec.plain[handler.target] === (op.CALL_INTRINSIC_1 | (INTRINSIC_STOPITERATION_ERROR << 8));
}

/** The graph of the code that runs from these instructions on; several entries get an artificial block in front. */
export function buildGraph(exec: Executable, entries: readonly number[]): Graph {
  const instructions = exec.plain;
  const count = instructions.length;
  const isLeader = new Uint8Array(count + 1);
  for (const entry of entries) isLeader[entry] = 1;
  for (const handler of exec.handlers) {
    isLeader[handler.start] = 1;
    isLeader[handler.end] = 1;
    isLeader[handler.target] = 1;
  }
  for (let i = 0; i < count; i++) {
    if (!endsBlock((instructions[i] as number) & 0xff)) continue;
    isLeader[i + 1] = 1;
    for (const target of targetsOf(exec, i)) isLeader[target] = 1;
  }
  const blocks = new Map<number, Block>();
  const blockAt = (start: number): Block => {
    let block = blocks.get(start);
    if (block === undefined) {
      let end = start + 1;
      while (end < count && isLeader[end] === 0) end++;
      block = new Block(start, end);
      blocks.set(start, block);
    }
    return block;
  };
  let root: Block;
  if (entries.length === 1) root = blockAt(entries[0] as number);
  else {
    root = new Block(-1, -1);
    for (const entry of entries) root.successors.push(blockAt(entry));
  }
  const work = entries.length === 1 ? [root] : [...root.successors];
  const seen = new Set<Block>(work);
  for (let block = work.pop(); block !== undefined; block = work.pop()) {
    for (const target of targetsOf(exec, block.end - 1)) block.successors.push(blockAt(target));
    const handler = exec.handlerAt(block.start);
    if (handler !== null && !isGeneratorsEnd(exec, handler)) {
      block.handler = handler;
      block.handlerBlock = blockAt(handler.target);
      block.handlerBlock.isHandler = true;
      block.successors.push(block.handlerBlock);
    }
    for (const next of block.successors) {
      if (seen.has(next)) continue;
      seen.add(next);
      work.push(next);
    }
  }
  const graph = new Graph(root);
  orderBlocks(graph);
  findDominators(graph);
  return graph;
}

function orderBlocks(graph: Graph): void {
  const postorder: Block[] = [];
  const visited = new Set<Block>([graph.entry]);
  const stack: { block: Block; next: number }[] = [{ block: graph.entry, next: 0 }];
  while (stack.length > 0) {
    const top = stack[stack.length - 1] as { block: Block; next: number };
    // The last successor first, so that the way of no jump comes early in the reversed order.
    const successor = top.block.successors[top.block.successors.length - 1 - top.next++];
    if (successor === undefined) {
      postorder.push(top.block);
      stack.pop();
    } else if (!visited.has(successor)) {
      visited.add(successor);
      stack.push({ block: successor, next: 0 });
    }
  }
  postorder.reverse();
  postorder.forEach((block, i) => {
    block.order = i;
    graph.blocks.push(block);
  });
  for (const block of graph.blocks) {
    for (const next of block.successors) if (!next.predecessors.includes(block)) next.predecessors.push(block);
  }
}

function intersect(a: Block, b: Block): Block {
  let one = a;
  let other = b;
  while (one !== other) {
    while (one.order > other.order) one = one.dominator as Block;
    while (other.order > one.order) other = other.dominator as Block;
  }
  return one;
}

/** Does `a` stand on every way to `b`? */
function dominates(a: Block, b: Block): boolean {
  for (let at: Block | null = b; at !== null; at = at.dominator === at ? null : at.dominator) if (at === a) return true;
  return false;
}

function findDominators(graph: Graph): void {
  const { blocks, entry } = graph;
  entry.dominator = entry;
  for (let changed = true; changed; ) {
    changed = false;
    for (const block of blocks) {
      if (block === entry) continue;
      let found: Block | null = null;
      for (const before of block.predecessors) {
        if (before.dominator === null) continue;
        found = found === null ? before : intersect(before, found);
      }
      if (found !== block.dominator) {
        block.dominator = found;
        changed = true;
      }
    }
  }
  for (const block of blocks) {
    let forward = 0;
    for (const before of block.predecessors) {
      if (before.order < block.order) {
        forward++;
        continue;
      }
      block.isLoopHead = true;
      if (!dominates(block, before)) graph.isReducible = false;
    }
    block.isMerge = block !== entry && (forward > 1 || block.isHandler);
    if (block !== entry) (block.dominator as Block).children.push(block);
  }
}
