/** This file implements the wrapper that functools.lru_cache puts around a function. */
import { makeType, typeOf } from '../../objects/core-types.js';
import { typeError } from '../../objects/errors.js';
import { OverflowError } from '../../objects/exceptions/types.js';
import { bindArguments } from '../../objects/native/bind.js';
import { defineType } from '../../objects/native/define-type.js';
import { getset, method } from '../../objects/native/native-def.js';
import { parseSignature } from '../../objects/native/signature.js';
import { getAttr } from '../../objects/operations/attributes.js';
import { hasIndex, indexToNumber } from '../../objects/operations/index.js';
import { isTrue } from '../../objects/operations/truth.js';
import { getInstanceDict, replaceInstanceDict } from '../../objects/type/instance-attributes.js';
import { PyMethod } from '../../objects/types/descriptors.js';
import { PyDict } from '../../objects/types/dict/dict.js';
import type { KeyRole } from '../../objects/types/dict/keys.js';
import { PyObject, type Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { PyTuple } from '../../values/sequences.js';
import { None } from '../../values/singletons.js';
import { strFromKey } from '../../values/str.js';
import type { PyType } from '../../values/type.js';
import { makeModuleType } from '../module-types.js';

/** A remembered result, in a ring from the least to the most recently used. */
export class CacheLink extends PyObject {
  previous: CacheLink = this;
  next: CacheLink = this;

  constructor(
    readonly key: Value,
    readonly result: Value,
  ) {
    super();
  }

  unlink(): void {
    this.previous.next = this.next;
    this.next.previous = this.previous;
  }

  insertBefore(root: CacheLink): void {
    this.previous = root.previous;
    this.next = root;
    root.previous.next = this;
    root.previous = this;
  }
}

makeType('functools._lru_list_elem', CacheLink);

export class KeywordMark extends PyObject {}
makeType('object', KeywordMark);
/** Stands between positional and keyword arguments in a key. */
export const KEYWORD_MARK = new KeywordMark();

/** Results or links by key; not to be seen by programs. */
export class CacheEntries extends PyDict {
  override get role(): KeyRole {
    return 'cache key';
  }
}

/** `functools._lru_cache_wrapper`. */
export class PyLruCache extends PyObject {
  cache: PyDict = new CacheEntries();
  root = new CacheLink(None, None);
  hits = 0;
  misses = 0;

  constructor(
    readonly func: Value,
    /** -1: no bound. */
    readonly maxsize: number,
    readonly typed: boolean,
    readonly infoType: Value,
  ) {
    super();
  }
}

export const lruCacheType = makeModuleType('functools', '_lru_cache_wrapper', PyLruCache);

const SIGNATURE = parseSignature('lru_cache(user_function, maxsize, typed, cache_info_type)', 'function');
const NAME = { short: 'lru_cache', full: 'lru_cache()' };

function lruCacheNew(vm: Runtime, _type: PyType, args: readonly Value[], kwnames: readonly string[] | null): Value {
  const bound = bindArguments(vm, SIGNATURE, NAME, args, kwnames) as [Value, Value, Value, Value];
  const [func, maxsize, typed, infoType] = bound;
  if (typeOf(func).tp_call === null) throw typeError('the first argument must be callable');
  const typedFlag = isTrue(vm, typed);
  let limit = -1;
  if (maxsize !== None) {
    if (!hasIndex(maxsize)) throw typeError('maxsize should be integer or None');
    limit = Math.max(indexToNumber(vm, maxsize, OverflowError), 0);
  }
  return new PyLruCache(func, limit, typedFlag, infoType);
}

/** lru_cache_make_key: a single int or str argument is its own key. */
export function makeKey(self: PyLruCache, args: readonly Value[], kwnames: readonly string[] | null): Value {
  if (!self.typed && kwnames === null) {
    const first = args[0];
    if (args.length === 1 && (typeof first === 'string' || typeof first === 'number')) return first;
    return new PyTuple(args);
  }
  const names = kwnames ?? [];
  const count = args.length - names.length;
  const key = args.slice(0, count);
  if (names.length > 0) {
    key.push(KEYWORD_MARK);
    for (let i = 0; i < names.length; i++) key.push(strFromKey(names[i] as string), args[count + i] as Value);
  }
  if (self.typed) {
    for (const arg of args) key.push(typeOf(arg));
  }
  return new PyTuple(key);
}

function lruCacheCall(vm: Runtime, self: PyLruCache, args: readonly Value[], kw: readonly string[] | null): Value {
  const kwnames = kw !== null && kw.length === 0 ? null : kw;
  if (self.maxsize === 0) {
    self.misses++;
    return vm.call(self.func, args, kwnames);
  }
  const key = makeKey(self, args, kwnames);
  return self.maxsize < 0 ? callUnbounded(vm, self, key, args, kwnames) : callBounded(vm, self, key, args, kwnames);
}

function callUnbounded(
  vm: Runtime,
  self: PyLruCache,
  key: Value,
  args: readonly Value[],
  kwnames: readonly string[] | null,
): Value {
  const known = self.cache.get(vm, key);
  if (known !== undefined) {
    self.hits++;
    return known;
  }
  self.misses++;
  return storeResult(vm, self, key, vm.call(self.func, args, kwnames));
}

function callBounded(
  vm: Runtime,
  self: PyLruCache,
  key: Value,
  args: readonly Value[],
  kwnames: readonly string[] | null,
): Value {
  const link = self.cache.get(vm, key) as CacheLink | undefined;
  if (link !== undefined) {
    link.unlink();
    link.insertBefore(self.root);
    self.hits++;
    return link.result;
  }
  self.misses++;
  return storeResult(vm, self, key, vm.call(self.func, args, kwnames));
}

/** Remember what a call answered; drops the least recently used result where there is a bound. */
export function storeResult(vm: Runtime, self: PyLruCache, key: Value, result: Value): Value {
  if (self.maxsize < 0) {
    vm.chargeMemory(32);
    self.cache.set(vm, key, result);
    return result;
  }
  // The call may have stored the same key meanwhile.
  if (self.cache.has(vm, key)) return result;
  if (self.cache.size >= self.maxsize) {
    const oldest = self.root.next;
    oldest.unlink();
    self.cache.delete(vm, oldest.key);
  } else vm.chargeMemory(64);
  const fresh = new CacheLink(key, result);
  fresh.insertBefore(self.root);
  self.cache.set(vm, key, fresh);
  return result;
}

defineType(lruCacheType, {
  module: 'functools',
  doc: 'A wrapper of a function that remembers the results of recent calls: see functools.lru_cache.',
  slots: {
    tp_new: lruCacheNew,
    tp_call: lruCacheCall,
    tp_descr_get: (_vm, self: PyLruCache, instance) =>
      instance === undefined || instance === None ? self : new PyMethod(self, instance),
  },
  methods: [
    method('cache_info($self, /)', 'Report cache statistics', (vm, self: PyLruCache) =>
      vm.call(self.infoType, [self.hits, self.misses, self.maxsize < 0 ? None : self.maxsize, self.cache.size]),
    ),
    method('cache_clear($self, /)', 'Clear the cache and cache statistics', (_vm, self: PyLruCache) => {
      self.cache.clear();
      self.root = new CacheLink(None, None);
      self.hits = 0;
      self.misses = 0;
      return None;
    }),
    method('__reduce__($self, /)', null, (vm, self: PyLruCache) => getAttr(vm, self, '__qualname__')),
    method('__copy__($self, /)', null, (_vm, self: PyLruCache) => self),
    method('__deepcopy__($self, memo, /)', null, (_vm, self: PyLruCache) => self),
  ],
  getsets: [
    getset('__dict__', null, getInstanceDict, (vm, self, value) => replaceInstanceDict(vm, self, value ?? None)),
  ],
  hasDict: true,
});
