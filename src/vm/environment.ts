/** This file keeps the environment variables of a machine: those of the host at its start, then what `putenv` changes. */
import { StateKey } from '../values/runtime.js';
import { hostOf } from './descriptors.js';

/** Variables by name, as the machine's native code sees them. The host's own never change. */
export const environmentVariables = new StateKey('environment', (vm) => new Map(hostOf(vm).environment));
