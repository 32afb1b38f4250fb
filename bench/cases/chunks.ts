import { openBenchPage, timeInPage, type BuiltPage } from '../builtPage';
import type { Case } from '../case';
import { generateCsv } from '../generateCsv';
import type { BenchCalls } from '../page/main';

/** A page whose browser has its profile on disk: else what it stores is in memory. */
function onDiskPage() {
  let opened: BuiltPage | null = null;
  return {
    open: async (): Promise<void> => {
      opened = await openBenchPage({ isOnDisk: true });
    },
    call: (name: keyof BenchCalls, file?: string): Promise<number> => {
      if (opened === null) throw new Error('The page is not open.');
      return file === undefined
        ? opened.page.evaluate((call) => window.benchCalls[call](), name)
        : timeInPage(opened.page, name, file);
    },
    close: async () => opened?.close(),
  };
}

const chunkingPage = onDiskPage();
/** 400 MB a second. */
const chunking: Case = {
  name: 'chunks of 256 MB found in a worker',
  goal: 256 / 400,
  unit: 's',
  prepare: chunkingPage.open,
  ours: () => chunkingPage.call('chunking'),
  peers: [],
  dispose: chunkingPage.close,
};

/** Where chunks live, beside where else they could: docs/adr/0005. Blobs are ours; a goal of 4 is what atomic writes may cost. */
function homeCase(what: 'written' | 'read', goal: number): Case {
  const page = onDiskPage();
  const call = (home: 'blobs' | 'packFiles' | 'values' | 'records' | 'chunkFiles') => () =>
    page.call(`${home}.${what}`);
  return {
    name: `96 MiB of chunks ${what}`,
    goal,
    unit: 's',
    maxRounds: 3,
    prepare: page.open,
    ours: call('blobs'),
    peers: [
      { name: 'a file of the origin private file system for each 8 MiB', run: call('packFiles') },
      { name: 'a value of IndexedDB for each 8 MiB', run: call('values') },
      { name: 'a record of IndexedDB for each chunk', run: call('records') },
      { name: 'a file of the origin private file system for each chunk', run: call('chunkFiles') },
    ],
    dispose: page.close,
  };
}

/** What 100 versions of a CSV of 50 MB take, 1 % of the rows edited in each, as a multiple of 50 MB. */
function versionsCase(edits: 'scattered' | 'block', where: string): Case {
  const page = onDiskPage();
  let file = '';
  let ratio: number | null = null;
  return {
    name: `100 versions of 50 MB, 1 % of the rows edited ${where}, stored`,
    goal: 3,
    unit: 'x',
    maxRounds: 1,
    async prepare() {
      file = await generateCsv(380_000, 1);
      await page.open();
    },
    // The same in every round, and minutes each.
    async ours() {
      ratio ??= await page.call(edits === 'block' ? 'blockVersions' : 'scatteredVersions', file);
      return ratio;
    },
    peers: [],
    dispose: page.close,
  };
}

export default [
  chunking,
  homeCase('written', 4),
  homeCase('read', 1.5),
  versionsCase('block', 'in one place'),
  versionsCase('scattered', 'anywhere'),
];
