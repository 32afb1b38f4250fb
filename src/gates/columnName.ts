import { isLowerBetter } from './metricDirection';

/** Last words of the names of what tells rows or runs apart, whatever stands before them. */
const certain = new Set('id ids uid uuid guid key pk hash digest index idx seed'.split(' '));

/** Last words that do so where nothing in the name measures: `train_loss_step` is a loss. */
const likely = new Set(
  (
    'row rownum nr no case testcase example problem image img sentence entry experiment question prompt query item instance doc document passage record request ' +
    'sample trace span user session customer patient subject task name ' +
    'fold split shard step epoch iter iteration round trial replicate rep repeat run attempt batch chunk'
  ).split(' '),
);

/** Names of one word that are of seeds, folds and steps although they are plurals. Other plurals count things. */
const plurals = new Set(['seeds', 'folds', 'splits', 'steps', 'epochs', 'iterations']);

/** What `id` is written behind without a mark between: `qid`, `docid`. */
const joinedId =
  /^(q|d|p|s|u|g|t|r|x|doc|row|item|case|run|user|image|img|test|sample|example|trace|problem|question|prompt|pair|task|session|request)ids?$/;

/** What pandas calls the index of a table that it writes. */
const writtenIndex = /^(unnamed: ?\d+|__index_level_\d+__)?$/i;

const measuring = new Set(
  (
    'score scores acc accuracy precision recall f f1 auc auroc auprc bleu rouge meteor chrf r2 iou dice map mrr ndcg ' +
    'reward return gain lift rate ratio share percent pct mean avg average median std min max sum total count value ' +
    'throughput tokens length size per'
  ).split(' '),
);

/** Whether a column's name says that it tells rows or runs apart and measures nothing: `doc_id`, `seed`, `cvFold`, `global_step`, `row number`. */
export function isIdentifierName(name: string): boolean {
  const words = wordsOf(name);
  const last = words.at(-1) ?? '';
  if (certain.has(last) || joinedId.test(last) || writtenIndex.test(name)) return true;
  if (isMetricName(name)) return false;
  if (likely.has(last) || words[0] === 'id') return true;
  if (words.length === 1) return plurals.has(last);
  return /^num(ber)?$/.test(last) && words.some((word) => certain.has(word) || likely.has(word));
}

/** Whether a column's name says that it measures something: `absolute_error`, `f1`, `tokens per request`. */
export function isMetricName(name: string): boolean {
  return isLowerBetter(name) || wordsOf(name).some((word) => measuring.has(word));
}

/** The words of a name in lower case: `global_step`, `docId` and `CV fold` have two each. */
function wordsOf(name: string): readonly string[] {
  return name
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}
