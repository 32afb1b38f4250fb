import { openBenchPage, timeInPage, type BuiltPage } from '../builtPage';
import type { Case } from '../case';
import { generateBytes } from '../generateBytes';
import { generateCsv } from '../generateCsv';
import { memoryInUse, mostMemoryDuring } from '../memory';
import type { BenchCalls } from '../page/main';

interface Measured {
  readonly name: string;
  readonly call: keyof BenchCalls;
  readonly generate: () => Promise<string>;
  /** What is done before the page is loaded anew and measured; what it stores is on disk then. */
  readonly before?: keyof BenchCalls;
}

/** The most memory above that of the open page while a call works on a file. */
function memoryCase({ name, call, generate, before }: Measured): Case {
  let file = '';
  let opened: BuiltPage | null = null;
  /** With the page open, before the call. */
  let idle = 0;
  return {
    name: `memory above idle, ${name}`,
    goal: 512,
    unit: 'MB',
    maxRounds: 1,
    async prepare() {
      file = await generate();
      opened = await openBenchPage({ isOnDisk: before !== undefined });
      if (before) {
        await timeInPage(opened.page, before, file);
        await opened.page.reload();
      }
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
  memoryCase({ name: 'CSV of 2 GB', call: 'ingestTable', generate: () => generateCsv(15_500_000, 1) }),
  memoryCase({
    name: 'workspace of 2 GB exported and imported',
    call: 'workspaceOutAndIn',
    generate: () => generateBytes(2048, 1),
    before: 'keepInWorkspace',
  }),
];
