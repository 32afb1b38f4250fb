import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';

import { TextDigests } from '../../../src/operations/core/textDigests';
import { turns } from '../../turns';
import { emptyPorts } from '../lineagePorts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const texts = Array.from({ length: 1203 }, (_, index) => `${'ß𝛼a'.repeat(index % 7)}${index}`);
const expected = texts.map((text) => ({ digest: sha256(text), text }));

describe('digests of texts', () => {
  it('are those of each, in the order in which they came', async () => {
    const digests = new TextDigests(emptyPorts());
    for (const text of texts) digests.add(text);
    expect(await digests.all()).toEqual(expected);
  });

  it('are the same where another thread makes them, whichever part of them is ready first', async () => {
    let calls = 0;
    const sha256OfTexts = async (some: readonly string[]) => {
      await turns(20 - 10 * calls++);
      return some.map(sha256);
    };
    const digests = new TextDigests({ ...emptyPorts(), sha256OfTexts });
    for (const text of texts) digests.add(text);
    expect(await digests.all()).toEqual(expected);
    expect(calls).toBe(3);
  });

  it('fail for whoever asks, and for nobody where the import is over before', async () => {
    const digests = new TextDigests({
      ...emptyPorts(),
      sha256OfTexts: () => Promise.reject(new Error('on purpose')),
    });
    for (const text of texts) digests.add(text);
    await turns(2);
    await expect(digests.all()).rejects.toThrow('on purpose');
  });
});
