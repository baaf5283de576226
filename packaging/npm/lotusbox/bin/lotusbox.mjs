#!/usr/bin/env node
// The program itself, with the arguments, streams, signals and exit code of this call.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { explain, findProgram } from '../program.mjs';

const program = findProgram();
const child = spawn(program, process.argv.slice(2), { stdio: 'inherit' });
// A terminal sends SIGINT to both of us; a process manager sends SIGTERM only to this one.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
  });
}
child.on('error', (error) => {
  console.error(explain(error, program));
  process.exitCode = 127;
});
child.on('exit', (code, signal) => {
  process.exitCode = code ?? 128 + constants.signals[signal];
});
