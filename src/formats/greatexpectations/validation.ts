import type { Json } from '../../lib/json';
import type { Assertion } from '../../lineage/claims';
import type { DatasetFact, JobFact, LineageStatement } from '../../lineage/facts';
import { parseTimestamp, type Timestamp } from '../../versioning/timestamp';
import {
  datasetFact,
  jobFact,
  runFact,
  shortText,
  StatementDraft,
  tagsOf,
} from '../documents/statementDraft';
import { Fault, type Placed } from '../openlineage/place';
import type { WarningTally } from '../warningTally';

/** The namespace of suites and data assets. */
export const gxNamespace = 'gx';

/**
 * A validation is a run of its suite, which reads a batch of data; what each expectation found is an assertion of that link. Its id is the one
 * under which Great Expectations stores the result. What `describe()` wrote names neither suite nor time: it says verdicts of the data alone.
 */
export function validationStatement(record: Placed, warnings: WarningTally): LineageStatement {
  const validation = record.at('validation');
  const meta = validation.at('meta');
  const results = validation.at('results').items() ?? validation.at('expectations').items();
  if (!results) throw new Fault('/results', 'a list is expected');
  const assertions = results.flatMap((each) => assertionOf(each, warnings));
  const suite = validation.at('suite_name').text ?? meta.at('expectation_suite_name').text;
  const batch = batchIdOf(results) ?? 'batch';
  const said = [{ about: 'assertions', body: { assertions, reportedBy: 'Great Expectations' } }] as const;
  const claims = assertions.length === 0 ? [] : said;
  const dataset = datasetOf(meta, batch);
  if (suite === null) {
    const draft = new StatementDraft(null);
    draft.dataset({ ...dataset, claims });
    return draft.end();
  }
  const time = timeOf(meta.at('run_id').at('run_time').text ?? meta.at('validation_time').text);
  const draft = new StatementDraft(time);
  const job: JobFact = jobFact({ namespace: gxNamespace, name: suite });
  const runName = meta.at('run_id').at('run_name').text;
  const runId = `${suite}/${runName ?? '__none__'}/${compact(time)}/${batch}`;
  const checkpoint = meta.at('checkpoint_name').text;
  draft.run(
    runFact(runId, job, {
      course: { state: 'completed', startedAt: time, endedAt: null },
      environment: environmentOf(meta.at('great_expectations_version').text),
      claims: tagsOf(checkpoint === null ? [] : [{ key: 'checkpoint', value: checkpoint }]),
    }),
  );
  const sizes = rowCountOf(results);
  draft.link('input', job, runId, dataset, {
    claims: [
      ...claims,
      ...(sizes === null ? [] : [{ about: 'statistics', body: { rowCount: sizes } } as const]),
    ],
  });
  return draft.end();
}

function environmentOf(version: string | null): string | null {
  return version === null ? null : `great_expectations ${version}`;
}

/** What an expectation found; none where it does not say whether it holds. */
function assertionOf(result: Placed, warnings: WarningTally): Assertion[] {
  const config = result.at('expectation_config').isAbsent ? result : result.at('expectation_config');
  const assertion = config.at('type').text ?? config.at('expectation_type').text;
  const isSuccess = result.at('success').value;
  if (assertion === null || typeof isSuccess !== 'boolean') {
    warnings.add('a result without type or success was left out', result.pointer);
    return [];
  }
  const kwargs = config.at('kwargs');
  const column = kwargs.at('column').text;
  const told = result.at('result');
  const figures = membersOf(told, (name) => keptFigures.has(name));
  const demanded = membersOf(kwargs, (name) => name !== 'batch_id' && name !== 'column');
  const problem = raisedIn(result.at('exception_info'));
  const severity = config.at('severity').text;
  const actual = actualOf(told);
  return [
    {
      assertion,
      isSuccess,
      ...(column !== null && { column }),
      ...(severity !== null && { severity }),
      ...(problem !== null && { description: `could not run: ${problem}` }),
      ...(actual !== null && { actual }),
      params: { kwargs: demanded, result: figures },
    },
  ];
}

const keptFigures = new Set([
  'element_count',
  'missing_count',
  'missing_percent',
  'unexpected_count',
  'unexpected_percent',
  'unexpected_percent_total',
  'unexpected_percent_nonmissing',
  'observed_value',
  'partial_unexpected_list',
]);

function membersOf(placed: Placed, isKept: (name: string) => boolean): Record<string, Json> {
  const members = Object.entries(placed.object ?? {}).filter(([name]) => isKept(name));
  return Object.fromEntries(members);
}

function actualOf(told: Placed): string | null {
  const observed = shortText(told.at('observed_value').value);
  if (observed !== null) return observed;
  const [unexpected, all] = [told.at('unexpected_count').number, told.at('element_count').number];
  return unexpected === null ? null : `${unexpected} of ${all ?? '?'} values are unexpected`;
}

/** Why an expectation could not run: one message, or one for each metric that it needed. */
function raisedIn(info: Placed): string | null {
  const one = (each: Placed): string | null =>
    each.at('raised_exception').value === true
      ? (each.at('exception_message').text?.split('\n')[0] ?? 'an exception')
      : null;
  const flat = one(info);
  if (flat !== null) return flat;
  for (const [, each] of info.members() ?? []) {
    const message = one(each);
    if (message !== null) return message;
  }
  return null;
}

function batchIdOf(results: readonly Placed[]): string | null {
  for (const result of results) {
    const config = result.at('expectation_config').isAbsent ? result : result.at('expectation_config');
    const id = config.at('kwargs').at('batch_id').text;
    if (id) return id;
  }
  return null;
}

/** The data asset, under the batch's name too: that is all that some results tell. */
function datasetOf(meta: Placed, batch: string): DatasetFact {
  const active = meta.at('active_batch_definition');
  const [source, asset] = [active.at('datasource_name').text, active.at('data_asset_name').text];
  const uri = meta.at('batch_spec').at('path').text;
  const claims = uri === null ? [] : [{ about: 'dataSource', body: { uri } } as const];
  if (!source || !asset) return datasetFact({ namespace: gxNamespace, name: batch }, { claims });
  return datasetFact(
    { namespace: gxNamespace, name: `${source}/${asset}` },
    { otherNames: batch === 'batch' ? [] : [{ namespace: gxNamespace, name: batch }], claims },
  );
}

/** How many rows were looked at, where all expectations that count them agree. */
function rowCountOf(results: readonly Placed[]): number | null {
  const counts = new Set(results.flatMap((each) => each.at('result').at('element_count').number ?? []));
  const [count] = counts;
  return counts.size === 1 && Number.isSafeInteger(count) ? count! : null;
}

/** ISO 8601, or compact as `20240901T030000.000000Z`. */
function timeOf(text: string | null): Timestamp | null {
  if (text === null) return null;
  const [, year, month, day, hour, minute, rest] =
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d(?:\.\d+)?Z?)$/.exec(text) ?? [];
  const time = parseTimestamp(year ? `${year}-${month}-${day}T${hour}:${minute}:${rest}` : text);
  return time.ok ? time.value : null;
}

function compact(time: Timestamp | null): string {
  return time === null ? '' : `${time.slice(0, 26).replaceAll(/[-:]/g, '')}Z`;
}
