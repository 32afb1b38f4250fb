/** Writes the sample project as a bundle: `node sampleBundle.mjs FILE`. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { runnerImport } from 'vite';

const maker = path.resolve(import.meta.dirname, '../../test/operations/sampleBundle.ts');
/** @type {{ module: { sampleBundle(): Promise<string> } }} */
const { module } = await runnerImport(maker, { configFile: false, logLevel: 'error' });
writeFileSync(process.argv[2] ?? '', await module.sampleBundle());
