/** This file has the instances of classes with a finaliser noted by their machine when they are made. */
import type { PyObject } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import type { InstanceClass, PyType } from '../../values/type.js';

/** What tells the JavaScript classes whose constructors note the instance. */
interface NotingClass {
  readonly notesInstances?: true;
}

/**
 * The class has a finaliser: from now on its instances are noted when they are made, wherever that is. Called when a
 * class is complete and when `__del__` or its bases change.
 */
export function noteInstances(vm: Runtime, type: PyType): void {
  const { instanceClass } = type;
  if (type.tp_finalize === null || instanceClass === null) return;
  if ((instanceClass as unknown as NotingClass).notesInstances === true) return;
  const Parent = instanceClass as unknown as new (...args: unknown[]) => PyObject;
  const Noting = class extends Parent {
    constructor(...args: unknown[]) {
      super(...args);
      vm.noteFinalizable(this);
    }
  };
  Object.defineProperty(Noting, 'notesInstances', { value: true });
  type.instanceClass = Noting as unknown as InstanceClass;
}
