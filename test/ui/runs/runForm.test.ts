import { describe, expect, it } from 'vitest';

import { draftFromForm, emptyRunForm, type RunFormValues } from '../../../src/ui/runs/runForm';
import type { ArtifactId } from '../../../src/versioning/records';

const filled: RunFormValues = {
  ...emptyRunForm,
  jobName: ' train ',
  inputs: [{ artifactId: 'a' as ArtifactId, snapshotId: null }],
};
const errorsOf = (values: Partial<RunFormValues>) => {
  const draft = draftFromForm({ ...filled, ...values });
  return draft.ok ? {} : draft.error;
};

describe('the form of a run', () => {
  it('gives a draft with empty fields as null', () => {
    const draft = draftFromForm(filled);
    expect(draft).toMatchObject({
      ok: true,
      value: {
        job: { namespace: '', name: 'train' },
        state: 'completed',
        startedAt: null,
        parameters: {},
        metrics: {},
        codeVersion: null,
        seed: null,
      },
    });
  });

  it('wants a job, and something that it read or wrote', () => {
    const draft = draftFromForm(emptyRunForm);
    expect(!draft.ok && Object.keys(draft.error)).toEqual(['jobName', 'inputs']);
  });

  it('reads parameters as JSON where they are, and as text otherwise', () => {
    const draft = draftFromForm({
      ...filled,
      parameters: 'rate = 0.1\n\nmodel: least squares\nlayers=[1,2]\nurl = http://a/?b=c\n__proto__ = 1',
    });
    expect(draft.ok && Object.entries(draft.value.parameters)).toEqual([
      ['rate', 0.1],
      ['model', 'least squares'],
      ['layers', [1, 2]],
      ['url', 'http://a/?b=c'],
      ['__proto__', 1],
    ]);
  });

  it('says which line and which field is wrong', () => {
    expect(errorsOf({ parameters: 'rate = 1\nno value here' })).toEqual({
      parameters: 'Line 2 is not name = value',
    });
    expect(errorsOf({ parameters: 'a = 1\na = 2' })).toEqual({ parameters: 'Line 2 sets a again' });
    expect(errorsOf({ metrics: 'rmse = good' })).toEqual({ metrics: 'rmse is not a number' });
    expect(errorsOf({ metrics: 'rmse =' })).toEqual({ metrics: 'rmse is not a number' });
    expect(errorsOf({ seed: '1.5' })).toEqual({ seed: 'A seed is a whole number' });
  });

  it('refuses an end before the start', () => {
    const times = { startedAt: '2026-03-12T09:00:00', endedAt: '2026-03-12T08:00:00' };
    expect(errorsOf(times)).toEqual({ endedAt: 'The end lies before the start' });
    expect(errorsOf({ ...times, endedAt: '2026-03-12T09:00:00' })).toEqual({});
  });
});
