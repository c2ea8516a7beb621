/** This file keeps what a profiler counted: for each function, and for each function that it called. */
import { PyObject, type Value } from '../../values/object.js';

/** What was counted of a function as another one called it. Times are in the units of the timer. */
export class SubEntry {
  total = 0;
  inline = 0;
  calls = 0;
  recursiveCalls = 0;
  /** How often it is running. */
  level = 0;

  constructor(readonly entry: Entry) {}
}

/** What was counted of a function. */
export class Entry {
  total = 0;
  inline = 0;
  calls = 0;
  recursiveCalls = 0;
  level = 0;
  readonly callees = new Map<Entry, SubEntry>();

  constructor(
    /** A code object, or the text that stands for a built-in function. */
    readonly code: Value,
  ) {}

  callee(entry: Entry): SubEntry {
    let found = this.callees.get(entry);
    if (found === undefined) {
      found = new SubEntry(entry);
      this.callees.set(entry, found);
    }
    return found;
  }
}

/** One function that is running. */
interface Running {
  readonly entry: Entry;
  readonly began: number;
  /** Time spent in what it called. */
  inner: number;
}

/** `_lsprof.Profiler`. */
export class PyProfiler extends PyObject {
  timer: Value | null = null;
  /** Length of the timer's unit in seconds; 0: it tells seconds. */
  timeUnit = 0;
  subcalls = true;
  builtins = true;
  isEnabled = false;
  readonly entries = new Map<object, Entry>();
  private readonly running: Running[] = [];

  enter(key: object, code: () => Value, now: number): void {
    let entry = this.entries.get(key);
    if (entry === undefined) {
      entry = new Entry(code());
      this.entries.set(key, entry);
    }
    const caller = this.running.at(-1);
    entry.level++;
    if (this.subcalls && caller !== undefined) caller.entry.callee(entry).level++;
    this.running.push({ entry, began: now, inner: 0 });
  }

  leave(key: object, now: number): void {
    if (this.running.length === 0) return;
    const entry = this.entries.get(key);
    if (entry === undefined) this.running.pop();
    else this.stop(entry, now);
  }

  private stop(entry: Entry, now: number): void {
    const context = this.running.pop() as Running;
    const time = now - context.began;
    const inline = time - context.inner;
    const caller = this.running.at(-1);
    if (caller !== undefined) caller.inner += time;
    count(entry, time, inline);
    if (this.subcalls && caller !== undefined) count(caller.entry.callee(entry), time, inline);
  }

  /** The profiler was disabled: what runs ends now. */
  flush(now: number): void {
    while (this.running.length > 0) this.stop((this.running.at(-1) as Running).entry, now);
  }

  clear(): void {
    this.entries.clear();
    this.running.length = 0;
  }
}

function count(counted: Entry | SubEntry, time: number, inline: number): void {
  if (--counted.level === 0) counted.total += time;
  else counted.recursiveCalls++;
  counted.inline += inline;
  counted.calls++;
}
