/** This file lists the native modules by name. */
import type { ModuleDeclaration } from '../objects/native/define-module.js';
import { bisectModule } from './bisect/module.js';
import { builtinsModule } from './builtins/builtins.js';
import { cmathModule } from './cmath/cmath.js';
import { codecsModule } from './codecs/module.js';
import { collectionsModule } from './collections/module.js';
import { errnoModule } from './errno/errno.js';
import { functoolsModule } from './functools/module.js';
import { heapqModule } from './heapq/module.js';
import { impModule } from './imp/imp.js';
import { itertoolsModule } from './itertools/module.js';
import { mathModule } from './math/math.js';
import { operatorModule } from './operator/module.js';
import { randomModule } from './random/random.js';
import { stringModule } from './string/module.js';
import { sysModule } from './sys/sys.js';
import { unicodedataModule } from './unicodedata/module.js';

const DECLARATIONS: readonly ModuleDeclaration[] = [
  bisectModule,
  builtinsModule,
  cmathModule,
  codecsModule,
  collectionsModule,
  errnoModule,
  functoolsModule,
  heapqModule,
  impModule,
  itertoolsModule,
  mathModule,
  operatorModule,
  randomModule,
  stringModule,
  sysModule,
  unicodedataModule,
];

/** Native modules by name. */
export const nativeModules: ReadonlyMap<string, ModuleDeclaration> = new Map(
  DECLARATIONS.map((declaration) => [declaration.name, declaration]),
);
