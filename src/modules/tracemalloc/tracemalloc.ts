/** This file declares the module `_tracemalloc`: memory is metered by logical size, not traced, so that every trace is empty. */
import { valueError } from '../../objects/errors.js';
import { defineModule } from '../../objects/native/define-module.js';
import { nativeFunction } from '../../objects/native/native-def.js';
import { PyList } from '../../objects/types/list/list.js';
import { StateKey } from '../../values/runtime.js';
import { PyTuple } from '../../values/sequences.js';
import { None } from '../../values/singletons.js';

const tracing = new StateKey('tracemalloc', () => ({ on: false, limit: 1 }));

/** `_tracemalloc`. */
export const tracemallocModule = defineModule({
  name: '_tracemalloc',
  doc: 'Debug module to trace memory blocks allocated by Python.',
  functions: [
    nativeFunction(
      'is_tracing($module, /)',
      'Return True if the tracemalloc module is tracing.',
      (vm) => vm.state(tracing).on,
    ),
    nativeFunction('clear_traces($module, /)', 'Clear traces of memory blocks allocated by Python.', () => None),
    nativeFunction(
      '_get_traces($module, /)',
      'Get traces of all memory blocks allocated by Python.',
      () => new PyList([]),
    ),
    nativeFunction(
      '_get_object_traceback($module, obj, /)',
      'Get the traceback where the Python object obj was allocated.',
      () => None,
    ),
    nativeFunction(
      'start($module, nframe: int=1, /)',
      'Start tracing Python memory allocations.',
      (vm, nframe: number) => {
        if (nframe < 1 || nframe > 65535) throw valueError('the number of frames must be in range [1; 65535]');
        const state = vm.state(tracing);
        state.on = true;
        state.limit = nframe;
        return None;
      },
    ),
    nativeFunction('stop($module, /)', 'Stop tracing Python memory allocations.', (vm) => {
      vm.state(tracing).on = false;
      return None;
    }),
    nativeFunction(
      'get_traceback_limit($module, /)',
      'Get the maximum number of frames stored in the traceback of a trace.',
      (vm) => vm.state(tracing).limit,
    ),
    nativeFunction(
      'get_tracemalloc_memory($module, /)',
      'Get the memory usage in bytes of the tracemalloc module.',
      () => 0,
    ),
    nativeFunction(
      'get_traced_memory($module, /)',
      'Get the current size and peak size of memory blocks traced by tracemalloc.',
      () => new PyTuple([0, 0]),
    ),
    nativeFunction('reset_peak($module, /)', 'Set the peak size of memory blocks to the current size.', () => None),
  ],
});
