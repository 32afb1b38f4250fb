/**
 * Writes src/formats/licence/sketches.json: what is kept of the texts of licences, so that a text is recognised without them.
 * Takes a folder with `ID.json` of the package spdx-license-list, and files `ID=PATH` of others:
 * `node scripts/makeLicenceSketches.mjs node_modules/spdx-license-list/licenses LicenseRef-Llama-2=llama2/LICENSE`.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

/** @type {(name: string) => Promise<unknown>} */
async function moduleOf(name) {
  /** @type {{ readonly module: unknown }} */
  const { module } = await runnerImport(fileURLToPath(new URL(`../src/${name}`, import.meta.url)));
  return module;
}

const { licenceTable } = /** @type {{ readonly licenceTable: readonly { readonly id: string }[] }} */ (
  await moduleOf('gates/licence/licenceTable.ts')
);
const { sketchOf } =
  /** @type {{ readonly sketchOf: (id: string, text: string, wanted: number) => { readonly modulus: number; readonly hashes: readonly number[] } }} */ (
    await moduleOf('formats/licence/shingles.ts')
  );

const wantedShingles = 160;
const [folder = '', ...others] = process.argv.slice(2);
/** @type {[string, number, string][]} */
const sketches = [];
/** @type {(id: string, text: string) => void} */
const add = (id, text) => {
  const { modulus, hashes } = sketchOf(id, text, wantedShingles);
  sketches.push([id, modulus, hashes.map((hash) => (hash / modulus).toString(36)).join(' ')]);
};
for (const { id } of licenceTable) {
  const file = path.join(folder, `${id}.json`);
  // A licence and its "or later" have one text.
  if (!existsSync(file) || id.endsWith('-or-later')) continue;
  const { licenseText } = /** @type {{ readonly licenseText: string }} */ (
    JSON.parse(readFileSync(file, 'utf8'))
  );
  add(id, licenseText);
}
for (const other of others) {
  const [id = '', file = ''] = other.split('=');
  add(id, readFileSync(file, 'utf8'));
}
const target = fileURLToPath(new URL('../src/formats/licence/sketches.json', import.meta.url));
writeFileSync(target, `${JSON.stringify(sketches, null, 2)}\n`);
console.log(`${sketches.length} licences`);
