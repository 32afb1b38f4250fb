import { existsSync } from 'node:fs';
import path from 'node:path';

/** Real files and reference figures that are too large to be kept in the repository. */
export interface SharedFolder {
  readonly corpus: string;
  readonly golden: string;
  readonly cases: string;
  readonly made: string;
  readonly contracts: string;
}

/**
 * Beside the checkout, or where THROUGHLINE_SHARED says. Null where it is not there: tests that need it then skip
 * themselves, and one line says so.
 */
export const sharedFolder: SharedFolder | null = findSharedFolder();

function findSharedFolder(): SharedFolder | null {
  const folder = process.env['THROUGHLINE_SHARED'] ?? path.resolve(import.meta.dirname, '../../shared');
  const found = {
    corpus: path.join(folder, 'corpus'),
    golden: path.join(folder, 'golden'),
    cases: path.join(folder, 'cases'),
    made: path.join(folder, 'made'),
    contracts: path.join(folder, 'contracts'),
  };
  if (Object.values(found).every((each) => existsSync(each))) return found;
  console.warn(
    'The conformance files are not there (set THROUGHLINE_SHARED): the tests on them are skipped.',
  );
  return null;
}
