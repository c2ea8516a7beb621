/** This file sees to it that objects with a finaliser or weak references end when CPython's reference counts would end them. */
import * as op from '../../bytecode/opcodes.js';
import { PyDict } from '../../objects/types/dict/dict.js';
import { PyList } from '../../objects/types/list/list.js';
import type { PyObject, Value } from '../../values/object.js';
import { PyFrame } from '../frame.js';
import { GEN_CLOSED, GEN_RUNNING, PyGenerator } from '../generator.js';
import type { Machine } from '../machine.js';
import { collect } from './collector.js';
import { hiddenUpTo } from './native-frames.js';
import { isActive, PathWalk, ReferenceProbe } from './path-walk.js';

/** So many objects are watched at the same time. */
const MOST_WATCHED = 64;
/** An object that was still there at so many looks is taken for one that lives long. */
const MOST_LOOKS = 3000;
/** An object that moved so often is not followed any further. */
const MOST_SEARCHES = 12;
/** Work (objects visited) that may be spent on watching from the start, and for every so many instructions after that. */
const FIRST_CREDIT = 1_000_000;
const INSTRUCTIONS_PER_UNIT = 128;
const LEAST_CREDIT = 50_000;

const BOOTSTRAP = '<frozen importlib._bootstrap>';

/** Instructions that may give up the last reference to an object. */
const DROPPING: Uint8Array = dropping();

function dropping(): Uint8Array {
  const table = new Uint8Array(256);
  for (const opcode of [
    op.POP_TOP,
    op.POP_ITER,
    op.END_FOR,
    op.END_SEND,
    op.STORE_FAST,
    op.STORE_FAST_STORE_FAST,
    op.STORE_FAST_LOAD_FAST,
    op.STORE_NAME,
    op.STORE_GLOBAL,
    op.STORE_DEREF,
    op.STORE_ATTR,
    op.STORE_SUBSCR,
    op.STORE_SLICE,
    op.DELETE_FAST,
    op.DELETE_NAME,
    op.DELETE_GLOBAL,
    op.DELETE_DEREF,
    op.DELETE_ATTR,
    op.DELETE_SUBSCR,
    op.RETURN_VALUE,
    op.POP_EXCEPT,
    op.CALL,
    op.CALL_KW,
    op.CALL_FUNCTION_EX,
  ]) {
    table[opcode] = 1;
  }
  return table;
}

/** An object that is watched, and how it was reached when somebody looked last. */
class Watched {
  path: readonly object[] = [];
  /** Where in the list or dict before it each object of the way stood. */
  places: number[] = [];
  looks = 0;
  searches = 0;
  /** The look at which it is looked for again. */
  due = 0;

  constructor(readonly object: PyObject) {}
}

/**
 * Young objects whose end matters are watched: after every instruction that may have given up a reference it is checked
 * that the way by which each of them was last reached is still there, which takes a few loads; if not, another way is
 * searched, and if there is none the object has ended. Watching is paid from a credit, so that it never takes more than a
 * small part of a program's time; what is not watched ends at the next collection.
 */
export class Watch {
  private watched: Watched[] = [];
  private looks = 0;
  private spent = 0;
  private isResting = false;
  private readonly probe = new ReferenceProbe();

  constructor(private readonly vm: Machine) {}

  /** When the credit was used up, some has to come together again, so that hot code does not change hands all the time. */
  private get hasCredit(): boolean {
    const left = FIRST_CREDIT + this.vm.instructionsTotal / INSTRUCTIONS_PER_UNIT - this.spent;
    if (left <= 0) this.isResting = true;
    else if (left > LEAST_CREDIT) this.isResting = false;
    return !this.isResting;
  }

  /** Watch an object from now on. */
  add(object: PyObject): void {
    // The locks of modules under import come and go in great number, and nothing depends on when.
    if (this.vm.frame?.code.co_filename === BOOTSTRAP) return;
    if (!this.hasCredit || this.watched.some((each) => each.object === object)) return;
    // The younger an object the sooner it ends.
    if (this.watched.length >= MOST_WATCHED) this.watched.shift();
    this.watched.push(new Watched(object));
    this.vm.watching = true;
    this.vm.interruptCompiled();
  }

  /** Stop watching. */
  clear(): void {
    this.watched = [];
    this.vm.watching = false;
  }

  /** Called after an instruction while objects are watched. */
  afterInstruction(opcode: number): void {
    if (DROPPING[opcode] === 0 || this.vm.heap.collecting) return;
    this.looks++;
    let lost: Watched[] | null = null;
    for (const each of this.watched) {
      if (each.due > this.looks) continue;
      this.spent += 4;
      if (this.isThere(each)) {
        each.looks++;
        each.due = this.looks + (each.looks < 128 ? 1 : each.looks < 1024 ? 4 : 16);
      } else (lost ??= []).push(each);
    }
    const hidden = lost === null ? 0 : hiddenUpTo(this.vm);
    const { heap } = this.vm;
    // Where native code may hold them nothing can be said.
    const known = lost?.filter(({ object }) => !heap.isOlder(object, hidden)) ?? [];
    if (known.length > 0) this.search(known, hidden);
    else this.retire();
  }

  private isThere(watched: Watched): boolean {
    const { path, object } = watched;
    // Whoever runs a generator holds it.
    if (object instanceof PyGenerator && (object.state === GEN_RUNNING || object.state === GEN_CLOSED)) return true;
    if (path.length === 0) return false;
    const root = path[0] as object;
    if (root instanceof PyFrame && !isActive(root, this.vm.frame)) return false;
    for (let i = 1; i < path.length; i++) {
      if (!this.refers(watched, i)) return false;
    }
    return true;
  }

  /** Does one object on the way still refer to the next one? In containers it is mostly where it was. */
  private refers(watched: Watched, step: number): boolean {
    const { path, places } = watched;
    const from = path[step - 1] as object;
    const to = path[step] as Value;
    const values = from instanceof PyDict ? from.vals : from instanceof PyList ? from.items : null;
    if (values !== null) {
      if (values[places[step] as number] === to) return true;
      this.spent += values.length >> 3;
      const at = values.indexOf(to);
      if (at >= 0) {
        places[step] = at;
        return true;
      }
    }
    const found = this.probe.refers(from, path[step] as object);
    this.spent += this.probe.visits;
    return found;
  }

  /** Find other ways to objects whose known way is gone; those without one have ended. */
  private search(lost: readonly Watched[], hidden: number): void {
    const { vm } = this;
    const walk = new PathWalk(vm.heapBoundaries(), new Set(lost.map((each) => each.object)));
    walk.search(vm.frame, [...vm.heapRoots(), ...(hidden > 0 ? vm.heap.olderThan(hidden) : [])]);
    this.spent += walk.seen.size;
    let ended = false;
    for (const each of lost) {
      const path = walk.pathTo(each.object);
      if (path === null) {
        ended = true;
        this.watched = this.watched.filter((other) => other !== each);
      } else {
        each.path = path;
        each.places = path.map(() => 0);
        each.looks++;
        each.searches++;
      }
    }
    if (ended) {
      this.spent += 2 * walk.seen.size;
      collect(vm, false);
      // What its finaliser brought back is watched on.
      for (const { object } of lost) if (vm.heap.weak.has(object) && vm.heap.isFinalized(object)) this.add(object);
    }
    this.retire();
  }

  /** Let go of what has ended by itself, of what lives long, and of everything when the credit is used up. */
  private retire(): void {
    if ((this.looks & 15) !== 0 && this.watched.length > 0) return;
    this.watched = this.hasCredit
      ? this.watched.filter(
          ({ object, looks, searches }) =>
            looks < MOST_LOOKS &&
            searches < MOST_SEARCHES &&
            !(object instanceof PyGenerator && object.state === GEN_CLOSED),
        )
      : [];
    if (this.watched.length === 0) this.clear();
  }
}
