import { openBenchPage, timeInPage, type BuiltPage } from '../builtPage';
import type { Case } from '../case';
import { generateBytes } from '../generateBytes';
import { timeMd5sum, timeSha256sum } from '../peers';

/** SHA-256 with the MD5 on the side, beside the system's SHA-256 alone and the bare read of the same file. */
function digestCase(name: string, mebibytes: number, goal: number): Case {
  let file = '';
  let opened: BuiltPage | null = null;
  const inPage = (call: 'digest' | 'readBare') => {
    if (opened === null) throw new Error('The page is not open.');
    return timeInPage(opened.page, call, file);
  };
  return {
    name,
    goal,
    unit: 's',
    async prepare() {
      file = await generateBytes(mebibytes, 1);
      opened = await openBenchPage();
    },
    ours: () => inPage('digest'),
    peers: [
      { name: 'sha256sum', run: () => timeSha256sum(file) },
      // No thread but one can compute an MD5: nobody who has both digests has them sooner.
      { name: 'md5sum', run: () => timeMd5sum(file) },
      { name: 'bare read in Chromium', run: () => inPage('readBare') },
    ],
    dispose: async () => opened?.close(),
  };
}

export default [digestCase('digest of 128 MiB', 128, 0.8), digestCase('digest of 1 GiB', 1024, 1)];
