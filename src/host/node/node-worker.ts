/** This file starts worker threads of Node, and is their end of the line. */

import { fileURLToPath } from 'node:url';
import { parentPort, Worker, workerData } from 'node:worker_threads';

/** A thread as the one that started it sees it. */
export interface WorkerThread {
  post(message: unknown): void;
  /** End it at once, whatever it does. */
  terminate(): Promise<void>;
}

/** What the starter is told. */
export interface WorkerListener {
  message(message: unknown): void;
  /** The thread is gone; `outOfMemory`: because its heap was full. */
  ended(outOfMemory: boolean): void;
}

/** Start a module (of `dist`) in a thread whose heap is limited. */
export function startWorker(module: URL, data: unknown, heapMb: number, listener: WorkerListener): WorkerThread {
  const path = fileURLToPath(module).replace('/src/', '/dist/');
  const worker = new Worker(path, {
    workerData: data,
    resourceLimits: { maxOldGenerationSizeMb: heapMb, maxYoungGenerationSizeMb: Math.max(16, heapMb >> 3) },
    // Nothing of the process is the thread's business.
    env: {},
    argv: [],
    execArgv: [],
    stdin: false,
    stdout: false,
    stderr: false,
  });
  let outOfMemory = false;
  worker.on('message', (message) => listener.message(message));
  worker.on('error', (error: Error & { code?: string }) => {
    outOfMemory = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
  });
  worker.on('exit', () => listener.ended(outOfMemory));
  return {
    post: (message) => worker.postMessage(message),
    terminate: async () => {
      await worker.terminate();
    },
  };
}

/** The line to the thread that started this one. */
export interface ParentLine {
  readonly data: unknown;
  post(message: unknown): void;
  listen(receive: (message: unknown) => void): void;
}

/** The line of this thread; throws outside of workers. */
export function parentLine(): ParentLine {
  const port = parentPort;
  if (port === null) throw new Error('not a worker thread');
  return {
    data: workerData,
    post: (message) => port.postMessage(message),
    listen: (receive) => {
      port.on('message', receive);
    },
  };
}
