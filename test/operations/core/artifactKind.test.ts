import { describe, expect, it } from 'vitest';

import { artifactKindOf } from '../../../src/operations/core/artifactKind';

describe('what a dropped file most likely is', () => {
  it('goes by its format where that says something', () => {
    expect(artifactKindOf('weights.onnx', 'onnx', false)).toBe('model');
    expect(artifactKindOf('models/train.py', 'python', false)).toBe('code');
    expect(artifactKindOf('report.pdf', 'pdf', false)).toBe('report');
    expect(artifactKindOf('trips.csv', 'csv', true)).toBe('dataset');
  });

  it('goes by a word of its path where the format says nothing', () => {
    expect(artifactKindOf('features/trips.csv', 'csv', true)).toBe('features');
    expect(artifactKindOf('models/demand.json', 'json', false)).toBe('model');
    expect(artifactKindOf('demand_model.json', 'json', false)).toBe('model');
    expect(artifactKindOf('endpoints/demand-api.json', 'json', false)).toBe('endpoint');
  });

  it('takes no part of a word for it', () => {
    expect(artifactKindOf('remodelled.json', 'json', false)).toBe('other');
    expect(artifactKindOf('notes.txt', 'text', false)).toBe('other');
  });
});
