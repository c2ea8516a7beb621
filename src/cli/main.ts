#!/usr/bin/env node
/** This file is the command `pyvm`. */
import { runCommandLine } from './run.js';

process.exitCode = runCommandLine(process.argv.slice(2));
