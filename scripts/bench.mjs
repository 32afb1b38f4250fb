import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));

/** @type {{ module: typeof import('../bench/run.ts') }} */
const { module } = await runnerImport(path.join(root, 'bench/run.ts'), {
  root,
  configFile: false,
  logLevel: 'error',
});
process.exitCode = await module.runBenches(process.argv.slice(2));
