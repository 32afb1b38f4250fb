import { describe, expect, it } from 'vitest';

import { hasUsualPath } from '../../src/formats/lineageFormats';

describe('the path of a file', () => {
  it.each([
    'dvc.yaml',
    'models/dvc.lock',
    'target/manifest.json',
    'target/run_results.json',
    'lineage/a',
    'openlineage-2026.json',
    'logs/events.ndjson.gz',
    'out.jsonl',
  ])('%s is usual for lineage', (path) => {
    expect(hasUsualPath(path)).toBe(true);
  });

  it.each([
    'src/train.py',
    'package.json',
    'prevents.json',
    'data/trips.csv',
    'my-dvc.yaml',
    'eventual/a.json',
  ])('%s is not', (path) => {
    expect(hasUsualPath(path)).toBe(false);
  });
});
