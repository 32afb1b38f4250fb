import { openBenchPage, timeInPage, type BuiltPage } from '../builtPage';
import type { Case } from '../case';
import { generateCsv, generateEditedCsv } from '../generateCsv';
import { timeDuckDbRowDiff } from '../peers';

let files: readonly [string, string] = ['', ''];
let opened: BuiltPage | null = null;

const rowDiff: Case = {
  name: 'row diff by key, 1,000,000 x 10 on each side',
  goal: 1.5,
  unit: 's',
  async prepare() {
    files = [await generateCsv(1_000_000, 1), await generateEditedCsv(1_000_000, 1)];
    opened = await openBenchPage();
  },
  ours() {
    if (opened === null) throw new Error('The page is not open.');
    return timeInPage(opened.page, 'diffRows', files);
  },
  peers: [{ name: 'DuckDB full outer join on 2 threads', run: () => timeDuckDbRowDiff(...files) }],
  dispose: async () => opened?.close(),
};

export default rowDiff;
