/** This file defines the state that sys keeps for a machine. */
import { typeError, valueError } from '../../objects/errors.js';
import { PyFloat } from '../../values/float.js';
import type { Value } from '../../values/object.js';
import { StateKey } from '../../values/runtime.js';
import { PyTuple } from '../../values/sequences.js';
import { strFromUtf16 } from '../../values/str.js';
import type { Machine } from '../../vm/machine.js';

export class SysState {
  finalizing = false;
  switchInterval: Value = new PyFloat(0.005);
  private readonly auditHooks: Value[] = [];

  setSwitchInterval(seconds: number): void {
    if (!(seconds > 0)) throw valueError('switch interval must be strictly positive');
    this.switchInterval = new PyFloat(seconds);
  }

  /** Hooks are called in the order in which they were added; they cannot be removed. */
  addAuditHook(vm: Machine, hook: Value): void {
    if (typeof hook !== 'object') throw typeError('expected a callable');
    this.auditHooks.push(hook);
    vm.auditHook = (event, args) => {
      const name = strFromUtf16(event);
      const tuple = new PyTuple(args);
      for (const each of this.auditHooks) vm.call2(each, name, tuple);
    };
  }
}

export const sysState = new StateKey('sys', () => new SysState());
