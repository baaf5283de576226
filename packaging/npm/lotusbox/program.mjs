// Where the program is: LOTUSBOX_BINARY, else the package of this platform, else PATH.
import { createRequire } from 'node:module';

const PACKAGES = { 'linux x64': 'lotusbox-linux-x64' };

/** A path, or a name that is looked up on PATH. */
export function findProgram() {
  if (process.env.LOTUSBOX_BINARY) return process.env.LOTUSBOX_BINARY;
  const name = PACKAGES[`${process.platform} ${process.arch}`];
  if (!name) return 'lotusbox';
  try {
    return createRequire(import.meta.url).resolve(`${name}/bin/lotusbox`);
  } catch {
    return 'lotusbox';
  }
}

/** Why it could not be started, in a sentence that says what to do. */
export function explain(error, program) {
  if (error.code !== 'ENOENT') return `lotusbox: ${error.message}`;
  const here = `${process.platform} ${process.arch}`;
  return `lotusbox: no program ${program}. ${
    PACKAGES[here]
      ? `Its package ${PACKAGES[here]} is missing: were optional dependencies left out?`
      : `There is no package for ${here}: put lotusbox on PATH, or name it in LOTUSBOX_BINARY.`
  }`;
}
