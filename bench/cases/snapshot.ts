import { openBenchPage, timeInPage, type BuiltPage } from '../builtPage';
import type { Case } from '../case';
import { generateCsv } from '../generateCsv';
import { timeDuckDbSummarize, timeSha256sum } from '../peers';

let file = '';
let opened: BuiltPage | null = null;

/** Both digests, schema, full profile and logical digest, beside the two native tools that give a part of that. */
const snapshotOfCsv: Case = {
  name: 'snapshot of a CSV, 1,000,000 x 10',
  goal: 1,
  unit: 's',
  async prepare() {
    file = await generateCsv(1_000_000, 1);
    opened = await openBenchPage();
  },
  ours() {
    if (opened === null) throw new Error('The page is not open.');
    return timeInPage(opened.page, 'ingestTable', file);
  },
  peers: [
    {
      name: 'sha256sum, then DuckDB SUMMARIZE on 2 threads',
      run: async () => (await timeSha256sum(file)) + (await timeDuckDbSummarize(file)),
    },
    { name: 'sha256sum', run: () => timeSha256sum(file) },
    { name: 'DuckDB SUMMARIZE on 2 threads', run: () => timeDuckDbSummarize(file) },
  ],
  dispose: async () => opened?.close(),
};

export default snapshotOfCsv;
