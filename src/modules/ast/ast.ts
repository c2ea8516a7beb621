/** This file declares the module _ast and connects it with compile(). */
import { preprocessAst } from '../../compiler/ast-preprocess.js';
import { defineModule } from '../../objects/native/define-module.js';
import type { mod } from '../../syntax/ast/nodes.js';
import type { Machine } from '../../vm/machine.js';
import type { SyntaxTrees } from '../../vm/syntax-trees.js';
import { checkRoot, treeFromPython } from './from-python.js';
import { astType, nodeClasses, PyAst } from './node-classes.js';
import { treeToPython } from './to-python.js';
import { validateTree } from './validate.js';

const PyCF_OPTIMIZED_AST = 0x8000;

/** What `compile(mode=…)` wants of the root of a tree. */
const ROOTS: ReadonlyMap<string, string> = new Map([
  ['exec', 'Module'],
  ['eval', 'Expression'],
  ['single', 'Interactive'],
  ['func_type', 'FunctionType'],
]);

/** The passage between trees and node objects. */
export const syntaxTrees: SyntaxTrees = {
  isNode: (_vm, value) => value instanceof PyAst,
  checkRoot: (vm, node, mode) => checkRoot(vm, node, ROOTS.get(mode) as string),
  toPython: (vm, tree, flags, optimize, filename, warn) => {
    if (flags & PyCF_OPTIMIZED_AST) preprocessAst(tree, { optimize, ff_features: flags, filename, warn });
    return treeToPython(vm, tree);
  },
  fromPython: (vm, node, mode) => {
    const tree = treeFromPython(vm, node, ROOTS.get(mode) as string) as mod;
    validateTree(vm, tree);
    return tree;
  },
};

export const astModule = defineModule({
  name: '_ast',
  constants: [
    ['PyCF_ALLOW_TOP_LEVEL_AWAIT', 0x2000],
    ['PyCF_ONLY_AST', 0x400],
    ['PyCF_TYPE_COMMENTS', 0x1000],
    ['PyCF_OPTIMIZED_AST', 0x8000 | 0x400],
  ],
  setup: (vm, set) => {
    const classes = vm.state(nodeClasses);
    set('AST', astType);
    for (const [name, type] of classes.sums) set(name, type);
    for (const [name, node] of classes.constructors) set(name, node.type);
    (vm as Machine).trees = syntaxTrees;
  },
});
