import { openBenchPage, timeInPage, type BuiltPage } from '../builtPage';
import type { Case } from '../case';
import { generateLineage } from '../generateLineage';

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

export default [importCase(20_000), importCase(100_000)];
