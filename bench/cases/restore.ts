import { statSync } from 'node:fs';
import { openBenchPage, timeInPage, type BuiltPage } from '../builtPage';
import type { Case } from '../case';
import { generateBytes } from '../generateBytes';
import { generateCsv } from '../generateCsv';

const bytesPerSecond = 200_000_000;

/** From kept chunks to a closed file, each chunk's digest and the whole one checked: 200 MB/s is the goal. */
function restoreCase(name: string, byteLength: number, generate: () => Promise<string>): Case {
  let file = '';
  let opened: BuiltPage | null = null;
  return {
    name: `restore of ${name}, digest checked`,
    goal: byteLength / bytesPerSecond,
    unit: 's',
    async prepare() {
      file = await generate();
      const found = statSync(file).size;
      if (Math.abs(found - byteLength) > byteLength / 20) throw new Error(`${name} has ${found} bytes.`);
      opened = await openBenchPage();
    },
    ours() {
      if (opened === null) throw new Error('The page is not open.');
      return timeInPage(opened.page, 'restore', file);
    },
    peers: [],
    dispose: async () => opened?.close(),
  };
}

export default [
  restoreCase('192 MiB of random bytes', 192 * 1024 * 1024, () => generateBytes(192, 1)),
  restoreCase('a CSV, 1,000,000 x 10', 130_000_000, () => generateCsv(1_000_000, 1)),
];
