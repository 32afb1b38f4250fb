import type { ObjectShape } from '../jsonObjects';
import type { LineageFormat } from '../lineageFormat';

/** Results, suites, validation definitions and results of checkpoints of Great Expectations, 0.18 and 1.x. */
export const greatExpectations: LineageFormat = {
  name: 'great-expectations',
  fileFormat: 'json',
  usualPaths: /(?:^|\/)uncommitted\/validations\/.*\.json$/,
  recognition: { by: 'object', test: isOfGreatExpectations },
  reader: async () => (await import('./greatExpectationsReader')).greatExpectationsReader,
};

function isOfGreatExpectations({ members }: ObjectShape): boolean {
  const begins = (name: string, beginning: RegExp): boolean => beginning.test(members.get(name) ?? '');
  if (begins('statistics', /"?evaluated_(?:expectations|validations)/))
    return begins('results', /^\[/) || begins('validation_results', /^\[/);
  if (begins('run_results', /^\{"ValidationResultIdentifier/)) return true;
  const isSuite = begins('expectations', /^\[(?:\]|\{.*"(?:type|expectation_type|kwargs)":)/);
  if (isSuite) return begins('meta', /great_expectations_version/) || begins('suite_parameters', /^[{n]/);
  return begins('suite', /^\{"/) && begins('data', /"datasource":|"batch_definition":/);
}
