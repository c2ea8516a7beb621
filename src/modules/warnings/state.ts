/** This file defines the state that warnings keep for a machine: filters, registry, default action. */
import {
  DeprecationWarning,
  ImportWarning,
  PendingDeprecationWarning,
  ResourceWarning,
} from '../../objects/exceptions/types.js';
import { PyDict } from '../../objects/types/dict/dict.js';
import { PyList } from '../../objects/types/list/list.js';
import type { Value } from '../../values/object.js';
import { StateKey } from '../../values/runtime.js';
import { PyTuple } from '../../values/sequences.js';
import { None } from '../../values/singletons.js';
import type { PyType } from '../../values/type.js';

function filter(action: string, category: PyType, module: Value): PyTuple {
  return new PyTuple([action, None, category, module, 0]);
}

/** What `_warnings` holds while the Python module `warnings` is not loaded, and the version of the filters. */
export class WarningsState {
  filters: Value = new PyList([
    filter('default', DeprecationWarning, '__main__'),
    filter('ignore', DeprecationWarning, None),
    filter('ignore', PendingDeprecationWarning, None),
    filter('ignore', ImportWarning, None),
    filter('ignore', ResourceWarning, None),
  ]);
  onceRegistry: Value = new PyDict();
  defaultAction: Value = 'default';
  filtersVersion = 0;
  /** How often the lock is held: machines run one thread at a time, so that it never waits. */
  lockDepth = 0;
  /** The `ContextVar` that holds the filters of `catch_warnings` where sys.flags.context_aware_warnings is set. */
  context: Value | null = null;
}

export const warningsState = new StateKey('warnings', () => new WarningsState());
