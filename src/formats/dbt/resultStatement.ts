import type { ClaimFact, TestResult } from '../../lineage/claims';
import type { LineageStatement, LinkFact, RunFact } from '../../lineage/facts';
import type { RunState } from '../../lineage/records';
import { datasetOf, nameOf, timeOf } from './dbtFacts';
import { typeOfId } from './nodeKinds';
import type { ResultRecord } from './records';

const states: ReadonlyMap<string, RunState> = new Map([
  ['success', 'completed'],
  ['pass', 'completed'],
  ['warn', 'completed'],
  ['no-op', 'completed'],
  ['reused', 'completed'],
  ['error', 'failed'],
  ['fail', 'failed'],
  ['runtime error', 'failed'],
  ['partial success', 'failed'],
  ['skipped', 'aborted'],
]);

/** Commands that build and test; the others compile only, and call that a success too. */
const running: ReadonlySet<string | null> = new Set([
  null,
  'build',
  'run',
  'test',
  'seed',
  'snapshot',
  'retry',
  'clone',
  'run-operation',
]);
const written = new Set(['model', 'seed', 'snapshot']);
const tests = new Set(['test', 'unit_test']);

/** A result is a run of its node. One that was built wrote its dataset; what it read is the manifest's to say. */
export function resultStatement(record: ResultRecord): LineageStatement {
  const { id, status, metrics } = record;
  const job = { ...nameOf(id), description: null };
  const run: RunFact = {
    id: `${record.invocation ?? record.time ?? ''}/${id}`,
    job,
    transition: null,
    course: {
      state: states.get(status) ?? 'unknown',
      startedAt: timeOf(record.startedAt),
      endedAt: timeOf(record.endedAt),
    },
    parent: record.invocation === null ? null : { id: record.invocation, job: null },
    root: null,
    parameters: record.parameters,
    metrics,
    environment: record.dbtVersion === null ? 'dbt' : `dbt ${record.dbtVersion}`,
    codeVersion: null,
    seed: null,
    actor: null,
    claims: claimsOf(record),
  };
  const isWritten = hasRun(record) && status === 'success' && written.has(typeOfId(id));
  const rowCount = metrics['rows_affected'];
  const link: LinkFact = {
    role: 'output',
    job,
    runId: run.id,
    dataset: datasetOf(id),
    origin: 'observed',
    purpose: null,
    requested: null,
    ...(rowCount !== undefined && { claims: [{ about: 'statistics', body: { rowCount } }] }),
  };
  return {
    time: timeOf(record.time),
    jobs: [job],
    runs: [run],
    datasets: isWritten ? [link.dataset] : [],
    links: isWritten ? [link] : [],
  };
}

function claimsOf(record: ResultRecord): readonly ClaimFact[] {
  const { id, status, message, metrics } = record;
  const claims: ClaimFact[] = [
    { about: 'tags', body: { tags: [{ key: 'status', value: status, source: 'dbt' }] } },
  ];
  if (record.dbtVersion !== null)
    claims.push({ about: 'engine', body: { name: 'dbt', version: record.dbtVersion } });
  if (states.get(status) === 'failed' && message !== null) claims.push({ about: 'error', body: { message } });
  if (tests.has(typeOfId(id)) && hasRun(record)) {
    const failures = metrics['failures'];
    const test: TestResult = {
      name: id,
      status: status === 'skipped' ? 'skip' : status,
      type: typeOfId(id),
      ...(failures !== undefined && { actual: `${failures} failures` }),
      ...(message !== null && { description: message }),
    };
    claims.push({ about: 'tests', body: { tests: [test] } });
  }
  return claims;
}

function hasRun({ command }: ResultRecord): boolean {
  return running.has(command);
}
