/** A test set and the training set that it must not share rows with. */
export interface TestSet {
  readonly training: string;
  readonly test: string;
}

const trainingWord = /(^|[^a-z])(?:train|training)(?![a-z])/i;
const testWord = /(^|[^a-z])(?:test|testing|valid|validation|val|eval|evaluation|dev|holdout)(?![a-z])/i;
const table = /\.(?:csv|tsv|jsonl|ndjson|json|parquet|arrow|feather)(?:\.(?:gz|zst|zip))?$/i;

/** Pairs files by their paths: where one has the word of a training set, the other has the word of a test set in its place. */
export function pairTestSets(paths: readonly string[]): readonly TestSet[] {
  const trainings = new Map<string, string>();
  for (const path of paths)
    if (table.test(path) && trainingWord.test(path)) trainings.set(path.replace(trainingWord, '$1*'), path);
  return paths.flatMap((test) => {
    const training = table.test(test) ? trainings.get(test.replace(testWord, '$1*')) : undefined;
    return training === undefined || training === test ? [] : [{ training, test }];
  });
}
