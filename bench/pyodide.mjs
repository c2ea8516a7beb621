/** This file runs a script in Pyodide as a command: `node bench/pyodide.mjs SCRIPT ARGUMENT...`. */
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { loadPyodide } from 'pyodide';

const [script, ...args] = process.argv.slice(2);
const python = await loadPyodide({ args: [script, ...args], fullStdLib: false });
const folder = dirname(args[0] ?? script);
python.FS.mkdirTree(folder);
python.FS.mount(python.FS.filesystems.NODEFS, { root: folder }, folder);
python.setStdout({ batched: (line) => console.log(line) });
python.globals.set('arguments', python.toPy([script, ...args]));
python.runPython('import sys; sys.argv = list(arguments)');
python.runPython(readFileSync(script, 'utf8'));
