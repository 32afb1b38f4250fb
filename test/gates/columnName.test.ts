import { describe, expect, it } from 'vitest';
import { isIdentifierName, isMetricName } from '../../src/gates/columnName';

describe('[G17] what a column’s name says', () => {
  it.each(
    (
      'id ID doc_id docId example_idx uuid seed random_seed fold cv_fold split_no step global_step epoch ' +
      'run_id trial case case_id question row_number sample_index qid DocID testcase error_id steps seeds id_question'
    ).split(' '),
  )('%s tells rows or runs apart', (name) => expect(isIdentifierName(name)).toBe(true));

  it('what pandas calls an index is one', () => {
    for (const name of ['', 'Unnamed: 0', '__index_level_0__']) expect(isIdentifierName(name)).toBe(true);
  });

  it.each(
    (
      'accuracy f1 train_loss_step train_loss_epoch time_per_step cost_per_request score score_per_query ' +
      'latency_ms tokens attempts step_count num_steps value acc_norm valid idle paid grid covid'
    ).split(' '),
  )('%s may be a metric', (name) => expect(isIdentifierName(name)).toBe(false));

  it('a measure is said by its words, not by its letters', () => {
    expect(isMetricName('Word Error Rate')).toBe(true);
    expect(isMetricName('map')).toBe(true);
    expect(isMetricName('mapping')).toBe(false);
  });
});
