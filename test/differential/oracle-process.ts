/**
 * This file is the oracle's process: real CPython in WebAssembly. For each case that it is sent it makes a fresh
 * interpreter, restored from one snapshot, and runs CPython's own main function on the program.
 */
import { dirname, posix } from 'node:path';
import { loadPyodide } from 'pyodide';
import type { Case } from './case.js';
import { ENVIRONMENT } from './environment.js';
import { normalise, type Outcome } from './outcome.js';

/** A case on its way to the oracle. */
export type OracleRequest = Pick<Case, 'name' | 'source' | 'args' | 'stdin' | 'options' | 'form'> & {
  readonly support: [string, string][];
};

/** The oracle's answer: what the case showed, or why it could not be run at all. */
export type OracleReply = { readonly outcome: Outcome } | { readonly error: string };

const FOLDER = '/cases';
/** The snapshot holds the command line as well, so every program has this name until it runs. */
const PROGRAM = `${FOLDER}/program.py`;

/**
 * Makes the interpreter the one that `python program.py` starts: no import of JavaScript objects, no names of
 * pyodide's in `__main__`, and an event loop that waits by sleeping, as there are no sockets to wait for.
 */
const PLAIN_CPYTHON = `
import asyncio, os, sys, time, warnings
import __main__

class Selector:
    def get_map(self): return {}
    def register(self, *args): pass
    def unregister(self, *args): pass
    def close(self): pass
    def select(self, timeout=None):
        if timeout is None: raise RuntimeError('the event loop would wait for ever')
        time.sleep(max(timeout, 0))
        return []

class SelectorEventLoop(asyncio.SelectorEventLoop):
    def __init__(self): super().__init__(Selector())
    def _make_self_pipe(self): pass
    def _close_self_pipe(self): pass
    def _write_to_self(self): pass

class EventLoopPolicy(asyncio.events._BaseDefaultEventLoopPolicy):
    _loop_factory = SelectorEventLoop

asyncio.events._event_loop_policy = EventLoopPolicy()
asyncio.events._set_running_loop(None)
sys.meta_path[:] = [f for f in sys.meta_path if '_pyodide' not in type(f).__module__]
sys.argv[:] = ARGV
os.environ.clear()
os.environ.update(ENVIRONMENT)
for name in ('_pyodide_core', '__warningregistry__', '__annotations__'):
    vars(__main__).pop(name, None)
`;

/** Exit codes have eight bits. */
const EXIT_CODE_MASK = 0xff;

/** What pyodide's declarations leave out. */
interface Internals {
  readonly _module: { _Py_RunMain(): number };
  makeMemorySnapshot(): Uint8Array;
}

/** The part of WebAssembly's API that is used here; the compiler's settings leave out the browser's declarations. */
interface WasmApi {
  compile(bytes: object): Promise<object>;
  instantiate(source: object, imports?: object): Promise<object>;
}

let snapshot: Uint8Array | undefined;

/** Compile the interpreter once; `loadPyodide` would compile it for every case. */
function cacheCompiledModule(): void {
  const wasm = (globalThis as unknown as { WebAssembly: WasmApi }).WebAssembly;
  const instantiate = wasm.instantiate;
  let compiled: Promise<object> | undefined;
  wasm.instantiate = async (bytes, imports) => {
    compiled ??= wasm.compile(bytes);
    const module = await compiled;
    return { module, instance: await instantiate(module, imports) };
  };
}

async function run(request: OracleRequest): Promise<Outcome> {
  const name = `${posix.basename(request.name)}.py`;
  const { form } = request;
  // Options are part of the snapshot; a case that has some starts without.
  const plain = form === 'file' && request.options.length === 0;
  const program = {
    file: [`${FOLDER}/${name}`],
    '-c': ['-c', request.source],
    '-m': ['-m', name.slice(0, -3)],
    '-': ['-'],
  };
  const options = {
    args: plain ? [PROGRAM] : [...request.options, ...program[form], ...request.args],
    env: { ...ENVIRONMENT, PYTHONINSPECT: '' },
    fullStdLib: false,
  };
  if (plain && snapshot === undefined) {
    const started = (await loadPyodide({ ...options, _makeSnapshot: true })) as unknown as Internals;
    snapshot = started.makeMemorySnapshot();
  }
  const python = await loadPyodide(plain ? { ...options, _loadSnapshot: snapshot as Uint8Array } : options);
  for (const [path, text] of [
    ...request.support,
    ['program.py', request.source] as const,
    [name, request.source] as const,
  ]) {
    python.FS.mkdirTree(dirname(`${FOLDER}/${path}`));
    python.FS.writeFile(`${FOLDER}/${path}`, text);
  }
  const out: Uint8Array[] = [];
  const err: Uint8Array[] = [];
  const collect = (chunks: Uint8Array[]) => ({
    isatty: false,
    write: (chunk: Uint8Array) => {
      chunks.push(chunk.slice());
      return chunk.length;
    },
  });
  python.setStdout(collect(out));
  python.setStderr(collect(err));
  if (form === '-m') python.FS.chdir(FOLDER);
  const lines = ((form === '-' ? request.source : '') + request.stdin).split(/(?<=\n)/);
  python.setStdin({ isatty: false, stdin: () => lines.shift() || null });
  const first = form === 'file' ? `${FOLDER}/${name}` : form;
  const globals = python.toPy({ ARGV: [first, ...request.args], ENVIRONMENT });
  python.runPython(PLAIN_CPYTHON, { globals });
  globals.destroy();
  const exitCode = exitCodeOf(python as unknown as Internals) & EXIT_CODE_MASK;
  const text = (chunks: Uint8Array[]) =>
    Buffer.concat(chunks).toString('utf8').replaceAll(PROGRAM, `${FOLDER}/${name}`);
  return normalise({ stdout: text(out), stderr: text(err), exitCode }, [FOLDER]);
}

function exitCodeOf(python: Internals): number {
  try {
    return python._module._Py_RunMain();
  } catch (error) {
    // exit() of the C library unwinds with this object.
    const status = (error as { status?: unknown }).status;
    if (typeof status === 'number') return status;
    throw error;
  }
}

cacheCompiledModule();
process.on('message', async (request: OracleRequest) => {
  let reply: OracleReply;
  try {
    reply = { outcome: await run(request) };
  } catch (error) {
    reply = { error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
  process.send?.(reply);
});
