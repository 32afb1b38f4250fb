import { type Finding, findingOf } from './finding';
import type { Leakage, SharedRows } from './leakage';
import type { TestSet } from './pairTestSets';

/** What is said of a test set that shares rows with its training set; nothing where it shares none. */
export function leakageFinding(
  { training, test }: TestSet,
  { whole, withoutTarget, target, repeatedShare }: Leakage,
): readonly Finding[] {
  const most = withoutTarget ?? whole;
  if (most.count === 0) return [];
  const parts = [`${rowsText(whole)} of the test set stand in the training set.`];
  if (withoutTarget !== null && withoutTarget.count > whole.count)
    parts.push(`Without ${target ?? 'the target'} it is ${rowsText(withoutTarget)}.`);
  const [first] = most.rows;
  if (first) parts.push(`The first is row ${first.test}, which is row ${first.training} there.`);
  if (repeatedShare > 0.1)
    parts.push(
      `${percent(repeatedShare)} of the training rows repeat by themselves, so some of it may be chance.`,
    );
  const file = (name: string) => ({ namespace: 'file', name });
  return [findingOf('leakage', file(test), parts.join(' '), [file(training)])];
}

function rowsText({ count, share }: SharedRows): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? 'row' : 'rows'} (${percent(share)})`;
}

function percent(share: number): string {
  return `${Number((share * 100).toPrecision(2))} %`;
}
