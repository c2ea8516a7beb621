/** This file lists the native modules by name. */
import type { ModuleDeclaration } from '../objects/native/define-module.js';
import { abcModule } from './abc/abc.js';
import { grpModule, pwdModule } from './accounts/accounts.js';
import { arrayModule } from './array/module.js';
import { astModule } from './ast/ast.js';
import { atexitModule } from './atexit/atexit.js';
import { binasciiModule } from './binascii/module.js';
import { bisectModule } from './bisect/module.js';
import { builtinsModule } from './builtins/builtins.js';
import { bz2Module } from './bz2/bz2.js';
import { cmathModule } from './cmath/cmath.js';
import { codecsModule } from './codecs/module.js';
import { collectionsModule } from './collections/module.js';
import { contextvarsModule } from './contextvars/contextvars.js';
import { csvModule } from './csv/module.js';
import { datetimeModule } from './datetime/datetime.js';
import { decimalModule } from './decimal/decimal.js';
import { blake2Module } from './digests/blake2.js';
import { hashlibModule } from './digests/hashlib.js';
import { hmacModule } from './digests/hmac.js';
import { sha3Module } from './digests/sha3.js';
import { md5Module, sha1Module, sha2Module } from './digests/simple.js';
import { errnoModule } from './errno/errno.js';
import { pyexpatModule } from './expat/pyexpat.js';
import { faulthandlerModule } from './faulthandler/faulthandler.js';
import { functoolsModule } from './functools/module.js';
import { gcModule } from './gc/gc.js';
import { heapqModule } from './heapq/module.js';
import { impModule } from './imp/imp.js';
import { ioModule } from './io/io.js';
import { itertoolsModule } from './itertools/module.js';
import { jsonModule } from './json/module.js';
import { localeModule } from './locale/locale.js';
import { lzmaModule } from './lzma/lzma.js';
import { marshalModule } from './marshal/marshal.js';
import { mathModule } from './math/math.js';
import { multibytecodecModule, multibyteModules } from './multibyte/modules.js';
import { opcodeModule } from './opcode/opcode.js';
import { operatorModule } from './operator/module.js';
import { pickleModule } from './pickle/pickle.js';
import { posixModule } from './posix/posix.js';
import { posixsubprocessModule } from './posixsubprocess/posixsubprocess.js';
import { queueModule } from './queue/queue.js';
import { randomModule } from './random/random.js';
import { resourceModule } from './resource/resource.js';
import { selectModule } from './select/select.js';
import { signalModule } from './signal/signal.js';
import { socketModule } from './socket/socket.js';
import { sreModule } from './sre/module.js';
import { statModule } from './stat/stat.js';
import { statisticsModule } from './statistics/statistics.js';
import { stringModule } from './string/module.js';
import { structModule } from './struct/module.js';
import { suggestionsModule } from './suggestions/suggestions.js';
import { symtableModule } from './symtable/symtable.js';
import { sysModule } from './sys/sys.js';
import { sysconfigModule } from './sysconfig/sysconfig.js';
import { testCapiModule } from './testing/capi.js';
import { testInternalCapiModule } from './testing/internal-capi.js';
import { testLimitedCapiModule } from './testing/limited-capi.js';
import { testMultiphaseModule } from './testing/multiphase.js';
import { threadModule } from './thread/thread.js';
import { timeModule } from './time/time.js';
import { tokenizeModule } from './tokenize/tokenize.js';
import { tracemallocModule } from './tracemalloc/tracemalloc.js';
import { typesModule } from './types/types.js';
import { typingModule } from './typing/typing.js';
import { unicodedataModule } from './unicodedata/module.js';
import { uuidModule } from './uuid/uuid.js';
import { warningsModule } from './warnings/warnings.js';
import { weakrefModule } from './weakref/weakref.js';
import { zlibModule } from './zlib/zlib.js';

const DECLARATIONS: readonly ModuleDeclaration[] = [
  abcModule,
  arrayModule,
  astModule,
  atexitModule,
  binasciiModule,
  bisectModule,
  blake2Module,
  builtinsModule,
  bz2Module,
  cmathModule,
  codecsModule,
  collectionsModule,
  contextvarsModule,
  csvModule,
  datetimeModule,
  decimalModule,
  errnoModule,
  faulthandlerModule,
  functoolsModule,
  gcModule,
  grpModule,
  hashlibModule,
  heapqModule,
  hmacModule,
  impModule,
  ioModule,
  itertoolsModule,
  jsonModule,
  localeModule,
  lzmaModule,
  marshalModule,
  mathModule,
  md5Module,
  multibytecodecModule,
  ...multibyteModules,
  opcodeModule,
  operatorModule,
  pickleModule,
  posixModule,
  posixsubprocessModule,
  pwdModule,
  pyexpatModule,
  queueModule,
  randomModule,
  resourceModule,
  selectModule,
  sha1Module,
  sha2Module,
  sha3Module,
  signalModule,
  socketModule,
  sreModule,
  statModule,
  statisticsModule,
  stringModule,
  structModule,
  suggestionsModule,
  symtableModule,
  sysModule,
  sysconfigModule,
  testCapiModule,
  testInternalCapiModule,
  testLimitedCapiModule,
  testMultiphaseModule,
  threadModule,
  timeModule,
  tokenizeModule,
  tracemallocModule,
  typesModule,
  typingModule,
  unicodedataModule,
  uuidModule,
  warningsModule,
  weakrefModule,
  zlibModule,
];

/** Native modules by name. */
export const nativeModules: ReadonlyMap<string, ModuleDeclaration> = new Map(
  DECLARATIONS.map((declaration) => [declaration.name, declaration]),
);
