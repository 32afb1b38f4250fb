import { openBenchPage, timeInPage, type BuiltPage } from '../builtPage';
import type { Case } from '../case';
import { generateBytes } from '../generateBytes';
import { generateCsv } from '../generateCsv';
import { memoryInUse, mostMemoryDuring } from '../memory';
import type { BenchCalls } from '../page/main';

/** The most memory above that of the open page while a call works on a file. */
function memoryCase(
  name: string,
  call: keyof BenchCalls,
  isOnDisk: boolean,
  generate: () => Promise<string>,
): Case {
  let file = '';
  let opened: BuiltPage | null = null;
  /** With the page open, before the first file. */
  let idle = 0;
  return {
    name: `memory above idle, ${name}`,
    goal: 512,
    unit: 'MB',
    maxRounds: 1,
    async prepare() {
      file = await generate();
      opened = await openBenchPage({ isOnDisk });
      idle = memoryInUse();
    },
    async ours() {
      const page = opened?.page;
      if (!page) throw new Error('The page is not open.');
      return (await mostMemoryDuring(() => timeInPage(page, call, file))) - idle;
    },
    peers: [],
    dispose: async () => opened?.close(),
  };
}

export default [
  memoryCase('CSV of 2 GB', 'ingestTable', false, () => generateCsv(15_500_000, 1)),
  memoryCase('a workspace of 2 GB kept, exported and imported', 'workspaceOutAndIn', true, () =>
    generateBytes(2048, 1),
  ),
];
