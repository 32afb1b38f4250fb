import { describe, expect, it } from 'vitest';
import { guessDirection } from '../../src/gates/metricDirection';

describe('which way a metric gets better', () => {
  it.each(['mae', 'val_loss', 'absolute_error', 'latency_ms', 'p95 latency', 'wordErrorRate', 'cost'])(
    'is lower for %s',
    (metric) => expect(guessDirection(metric)).toBe('lower'),
  );

  it.each(['accuracy', 'f1', 'r2', 'auc', 'throughput', 'terms', 'rows_held_out'])(
    'is higher for %s',
    (metric) => expect(guessDirection(metric)).toBe('higher'),
  );
});
