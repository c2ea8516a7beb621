/** This file declares the module `_csv`. */
import { typeOf } from '../../objects/core-types.js';
import { typeError } from '../../objects/errors.js';
import { checkPositional } from '../../objects/native/bind.js';
import { defineModule } from '../../objects/native/define-module.js';
import { nativeFunction, rawFunction } from '../../objects/native/native-def.js';
import { lookupAttr } from '../../objects/operations/attributes.js';
import { asSize } from '../../objects/operations/index.js';
import { getIter, toArray } from '../../objects/operations/iteration.js';
import { asStr } from '../../objects/strings.js';
import { PyList } from '../../objects/types/list/list.js';
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { None } from '../../values/singletons.js';
import * as dialect from './dialect.js';
import { csvReaderType, PyCsvReader } from './reader.js';
import { csvWriterType, PyCsvWriter } from './writer.js';

/** The dialect that `f(first, dialect, **parameters)` means. */
function dialectArgument(
  vm: Runtime,
  fname: string,
  args: readonly Value[],
  kwnames: readonly string[] | null,
): dialect.PyDialect {
  checkPositional(fname, args.length - (kwnames?.length ?? 0), 1, 2);
  return dialect.makeDialect(vm, args.slice(1), kwnames);
}

/** `_csv`. */
export const csvModule = defineModule({
  name: '_csv',
  doc: 'CSV parsing and writing.',
  functions: [
    rawFunction(
      'reader',
      'Return a reader that makes a list of fields of each record of an iterable of lines.',
      (vm, _self, args, kwnames) => {
        checkPositional('reader', args.length - (kwnames?.length ?? 0), 1, 2);
        const input = getIter(vm, args[0] as Value);
        return new PyCsvReader(input, dialectArgument(vm, 'reader', args, kwnames));
      },
      "reader($module, iterable, /, dialect='excel', **fmtparams)",
    ),
    rawFunction(
      'writer',
      'Return a writer of records to an object that has a method write.',
      (vm, _self, args, kwnames) => {
        const chosen = dialectArgument(vm, 'writer', args, kwnames);
        const write = lookupAttr(vm, args[0] as Value, 'write');
        if (write === undefined || typeOf(write).tp_call === null) {
          throw typeError('argument 1 must have a "write" method');
        }
        return new PyCsvWriter(write, chosen);
      },
      "writer($module, fileobj, /, dialect='excel', **fmtparams)",
    ),
    nativeFunction('list_dialects($module, /)', 'Return a list of the names of all dialects.', (vm) => {
      return new PyList(toArray(vm, vm.state(dialect.csvState).dialects));
    }),
    rawFunction(
      'register_dialect',
      'Make a name stand for a dialect.',
      (vm, _self, args, kwnames) => {
        checkPositional('register_dialect', args.length - (kwnames?.length ?? 0), 1, 2);
        if (asStr(args[0] as Value) === undefined) throw typeError('dialect name must be a string');
        const made = dialectArgument(vm, 'register_dialect', args, kwnames);
        vm.state(dialect.csvState).dialects.set(vm, args[0] as Value, made);
        return None;
      },
      "register_dialect($module, name, /, dialect='excel', **fmtparams)",
    ),
    nativeFunction('unregister_dialect($module, /, name)', 'Forget the dialect of a name.', (vm, name: Value) => {
      dialect.registeredDialect(vm, name);
      vm.state(dialect.csvState).dialects.delete(vm, name);
      return None;
    }),
    nativeFunction('get_dialect($module, /, name)', 'Return the dialect of a name.', (vm, name: Value) =>
      dialect.registeredDialect(vm, name),
    ),
    nativeFunction(
      'field_size_limit($module, /, new_limit=<unrepresentable>)',
      'Return the limit of the length of a field, and set it if one is given.',
      (vm, limit: Value | undefined) => {
        const state = vm.state(dialect.csvState);
        const before = state.fieldLimit;
        if (limit !== undefined) {
          if (typeof limit !== 'number' && typeof limit !== 'bigint') throw typeError('limit must be an integer');
          state.fieldLimit = asSize(vm, limit);
        }
        return before;
      },
    ),
  ],
  constants: [
    ['QUOTE_MINIMAL', dialect.QUOTE_MINIMAL],
    ['QUOTE_ALL', dialect.QUOTE_ALL],
    ['QUOTE_NONNUMERIC', dialect.QUOTE_NONNUMERIC],
    ['QUOTE_NONE', dialect.QUOTE_NONE],
    ['QUOTE_STRINGS', dialect.QUOTE_STRINGS],
    ['QUOTE_NOTNULL', dialect.QUOTE_NOTNULL],
  ],
  types: [
    ['Dialect', dialect.dialectType],
    ['Reader', csvReaderType],
    ['Writer', csvWriterType],
    ['Error', dialect.csvErrorType],
  ],
  setup: (vm, set) => set('_dialects', vm.state(dialect.csvState).dialects),
});
