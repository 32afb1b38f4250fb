import fc from 'fast-check';
import { describe, it } from 'vitest';
import { nodeText } from '../../src/cli/nodePorts';
import { requestOfBytes, type LineageRequest } from '../../src/operations/lineage/lineageRequest';
import { storeInDatabase, storeOfFiles } from '../formats/mlflow/madeStore';
import { folderOfTexts } from '../operations/lineage/textPlace';
import { Budget, inputCount } from './budget';
import { ofBytes } from './mutateBytes';
import { takeDamaged } from './taken';

const database = await storeInDatabase();
const paths = Object.keys(storeOfFiles);

const folders = fc
  .array(fc.tuple(fc.constantFrom(...paths), ofBytes), { minLength: 1, maxLength: 3 })
  .map((changes): LineageRequest => {
    const texts = { ...storeOfFiles };
    for (const [path, mutate] of changes)
      texts[path] = Buffer.from(mutate(Buffer.from(texts[path]!))).toString('utf8');
    return folderOfTexts('p', texts);
  });

const databases = ofBytes.map((mutate): LineageRequest => {
  const bytes = mutate(database);
  const source = {
    byteLength: bytes.length,
    read: (start: number, end: number) => Promise.resolve(new Uint8Array(bytes.slice(start, end))),
  };
  return requestOfBytes('mlflow.db', 'mlflow-sqlite', source, nodeText);
});

describe('a damaged store of MLflow', () => {
  it.each([
    ['files', folders, 0.1],
    ['databases', databases, 0.3],
  ] as const)(
    'is read as far as it can be, and leaves a store that can be read: %s',
    async (what, requests, share) => {
      const budget = new Budget();
      await fc.assert(
        fc.asyncProperty(
          requests.map((request) => ({ request, [fc.toStringMethod]: () => what })),
          ({ request }) =>
            budget.spend(async () => {
              return { isRefused: await takeDamaged(request), rowCount: 0 };
            }),
        ),
        { numRuns: inputCount(share) },
      );
      console.info(budget.describe(what));
    },
  );
});
