/**
 * This file puts the code of blocks into one text with loops, labelled blocks and ifs, after Ramsey's "Beyond Relooper":
 * the dominator tree says what stands inside what. Graphs with irregular loops get a switch inside a loop.
 */
import type { Block, Graph } from './graph.js';

/** Text of one block: `body`, then `tail` with the ways out, which asks for the text that leads to each successor. */
export interface BlockText {
  body(block: Block): string;
  tail(block: Block, goto: (target: Block) => string): string;
}

/** The text of the whole graph. */
export function arrange(graph: Graph, text: BlockText): string {
  return graph.isReducible && graph.entry.start >= 0 ? nested(graph, text) : switched(graph, text);
}

function nested(graph: Graph, text: BlockText): string {
  const tree = (block: Block): string => {
    const merges = block.children.filter((child) => child.isMerge).sort((a, b) => b.order - a.order);
    const inner = within(block, merges, 0);
    return block.isLoopHead ? `L${block.order}:for(;;){${inner}}` : inner;
  };
  const within = (block: Block, merges: readonly Block[], at: number): string => {
    const merge = merges[at];
    if (merge !== undefined) return `B${merge.order}:{${within(block, merges, at + 1)}}${tree(merge)}`;
    return text.body(block) + text.tail(block, (target) => goto(block, target));
  };
  const goto = (from: Block, target: Block): string => {
    if (target.order <= from.order) return `continue L${target.order};`;
    if (target.isMerge) return `break B${target.order};`;
    return tree(target);
  };
  return tree(graph.entry);
}

function switched(graph: Graph, text: BlockText): string {
  let out = 'W:for(;;)switch(b){';
  for (const block of graph.blocks) {
    if (block.start < 0) continue;
    out += `case ${block.order}:{${text.body(block)}${text.tail(block, (target) => `b=${target.order};continue W;`)}}`;
  }
  return `${out}}`;
}
