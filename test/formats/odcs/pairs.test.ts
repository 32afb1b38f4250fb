import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { diffContracts, type Breaking } from '../../../src/gates/contract/diffContracts';
import { sharedFolder } from '../../sharedFolder';
import { contractOf } from './judgeTexts';

interface TruePair {
  readonly pair: string;
  readonly consumer: Breaking;
  readonly producer: Breaking;
}

const folder = sharedFolder && path.join(sharedFolder.contracts, 'pairs');
const pairs =
  folder === null
    ? []
    : (JSON.parse(readFileSync(path.join(folder, 'TRUTH.json'), 'utf8')) as { pairs: TruePair[] }).pairs;

describe.skipIf(folder === null)('pairs of contracts', () => {
  it.each(pairs)('$pair: consumer $consumer, producer $producer', ({ pair, consumer, producer }) => {
    const version = (name: string) => contractOf(readFileSync(path.join(folder!, pair, name), 'utf8'));
    const diff = diffContracts(version('v1.odcs.yaml'), version('v2.odcs.yaml'));
    expect(diff.breaking).toEqual({ consumer, producer });
  });
});
