import { openBenchPage, timeInPage, type BuiltPage } from '../builtPage';
import type { Case } from '../case';

let opened: BuiltPage | null = null;

/** The chain of a long log, read from IndexedDB and hashed. */
const verify: Case = {
  name: 'verify 100,000 audit entries',
  goal: 2,
  unit: 's',
  async prepare() {
    opened = await openBenchPage();
    // Writes the log.
    await timeInPage(opened.page, 'verifyAudit', []);
  },
  ours() {
    if (opened === null) throw new Error('The page is not open.');
    return timeInPage(opened.page, 'verifyAudit', []);
  },
  peers: [],
  dispose: async () => opened?.close(),
};

export default [verify];
