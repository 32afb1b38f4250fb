import { openBenchPage, timeInPage, type BuiltPage } from '../builtPage';
import type { Case } from '../case';
import { generateFilesOfOneRun, generateLineage } from '../generateLineage';

/** From the file to the end of the transaction in IndexedDB: 20,000 events a second is the goal. */
function importCase(eventCount: number): Case {
  let file = '';
  let opened: BuiltPage | null = null;
  return {
    name: `import of OpenLineage events, ${eventCount.toLocaleString('en-US')}`,
    goal: eventCount / 20_000,
    unit: 's',
    async prepare() {
      file = await generateLineage(eventCount);
      opened = await openBenchPage();
    },
    ours() {
      if (opened === null) throw new Error('The page is not open.');
      return timeInPage(opened.page, 'importEvents', file);
    },
    peers: [],
    dispose: async () => opened?.close(),
  };
}

/** Milliseconds a file that many small files take more than one file of their events. */
function filesCase(fileCount: number): Case {
  let paths: readonly string[] = [];
  let opened: BuiltPage | null = null;
  return {
    name: `import of ${fileCount.toLocaleString('en-US')} files of one run, more than one file of their events, a file`,
    goal: 0.5,
    unit: 'ms',
    async prepare() {
      paths = await generateFilesOfOneRun(fileCount);
      opened = await openBenchPage();
    },
    async ours() {
      if (opened === null) throw new Error('The page is not open.');
      const [joined, ...files] = paths;
      const ofOne = await timeInPage(opened.page, 'importEvents', joined!);
      const ofAll = await timeInPage(opened.page, 'importFiles', files);
      return ((ofAll - ofOne) / fileCount) * 1000;
    },
    peers: [],
    dispose: async () => opened?.close(),
  };
}

export default [importCase(20_000), importCase(100_000), filesCase(3000)];
