import type { Reference } from '../../lineage/records';
import { type Finding, findingOf } from './finding';
import type { Leakage, SharedRows } from '../../versioning/leakage';
import type { TestSet } from './pairTestSets';

/** What is said of a test set that shares rows with its training set; nothing where it shares none. `about` tells the bytes of both. */
export function leakageFinding(
  { training, test }: Readonly<Record<keyof TestSet, Reference>>,
  { whole, withoutTarget, target, repeatedShare }: Leakage,
  about: string,
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
  return [findingOf('leakage', test, { found: parts.join(' '), about, others: [training] })];
}

function rowsText({ count, share }: SharedRows): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? 'row' : 'rows'} (${percent(share)})`;
}

function percent(share: number): string {
  return `${Number((share * 100).toPrecision(2))} %`;
}

/** Which bytes leakage was found in: an acceptance holds for these. */
export function leakageAbout(training: string, test: string): string {
  return JSON.stringify([training, test]);
}
