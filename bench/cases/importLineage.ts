import { openBenchPage, timeInPage, type BuiltPage } from '../builtPage';
import type { Case } from '../case';
import { generateFilesOfOneRun, generateLineage } from '../generateLineage';
import { generateManifest } from '../generateManifest';

/** From the file to the end of the transaction in IndexedDB. */
function importCase(what: string, goal: number, generate: () => Promise<string>): Case {
  let file = '';
  let opened: BuiltPage | null = null;
  return {
    name: `import of ${what}`,
    goal,
    unit: 's',
    async prepare() {
      file = await generate();
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

/** 20,000 events a second is the goal. */
function eventsCase(count: number): Case {
  const what = `OpenLineage events, ${count.toLocaleString('en-US')}`;
  return importCase(what, count / 20_000, () => generateLineage(count));
}

/** Three times the nodes of the largest manifest at hand, and as many bytes; the graph is to be on screen after 1.5 s. */
function manifestCase(modelCount: number): Case {
  return importCase(`a manifest of dbt, ${modelCount} models`, 1, () => generateManifest(modelCount));
}

export default [eventsCase(20_000), eventsCase(100_000), manifestCase(300), filesCase(3000)];
