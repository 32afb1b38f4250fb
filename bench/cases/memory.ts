import { openBenchPage, timeInPage, type BuiltPage } from '../builtPage';
import type { Case } from '../case';
import { generateCsv } from '../generateCsv';
import { memoryInUse, mostMemoryDuring } from '../memory';

let file = '';
let opened: BuiltPage | null = null;
/** With the page open, before the first file. */
let idle = 0;

const memoryOfCsv: Case = {
  name: 'memory above idle, CSV of 2 GB',
  goal: 512,
  unit: 'MB',
  maxRounds: 1,
  async prepare() {
    file = await generateCsv(15_500_000, 1);
    opened = await openBenchPage();
    idle = memoryInUse();
  },
  async ours() {
    const page = opened?.page;
    if (!page) throw new Error('The page is not open.');
    return (await mostMemoryDuring(() => timeInPage(page, 'ingestTable', file))) - idle;
  },
  peers: [],
  dispose: async () => opened?.close(),
};

export default memoryOfCsv;
