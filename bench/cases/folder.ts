import { openBenchPage, timeInPage, type BuiltPage } from '../builtPage';
import type { Case } from '../case';

let opened: BuiltPage | null = null;

function inPage(call: 'folderKept' | 'folderNotKept'): Promise<number> {
  if (opened === null) throw new Error('The page is not open.');
  return timeInPage(opened.page, call, []);
}

/** A repository is many small files: keeping them is not to take much longer than reading them and what they are. */
const folder: Case = {
  name: 'drop of a folder, 1,000 small files, bytes kept',
  goal: 2,
  unit: 's',
  async prepare() {
    opened = await openBenchPage({ isOnDisk: true });
  },
  ours: () => inPage('folderKept'),
  peers: [{ name: 'the same without its bytes', run: () => inPage('folderNotKept') }],
  dispose: async () => opened?.close(),
};

export default folder;
