/** This file defines what weak references and weak proxies have in common. */
import { PyObject, type Value } from '../../values/object.js';

/**
 * A weak reference or weak proxy. It does hold its object as far as the host can tell: the machine itself finds out at a
 * collection that nothing else refers to the object, and clears the reference then. So a program sees the same in every
 * run, whenever the host collects its garbage.
 */
export abstract class WeakHolder extends PyObject {
  private referent: PyObject | null;

  constructor(
    target: PyObject,
    public callback: Value,
  ) {
    super();
    this.referent = target;
  }

  /** The object, or undefined once it was collected. */
  get target(): PyObject | undefined {
    return this.referent ?? undefined;
  }

  /** The object is gone. */
  clear(): void {
    this.referent = null;
  }
}
