import { generatedFile } from './generatedFile';

const producer = 'https://example.org/scheduler';
const spec = 'https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent';
const jobCount = 200;
const columnNames = ['trip_id', 'station', 'started_at', 'fare'];

/**
 * OpenLineage events as JSON Lines, about 1.6 KB each: a start and an end of every run, two datasets read and one written,
 * with schemas and column lineage, a run after another of 200 jobs that feed each other. Every second job's output
 * bears a version. The same count gives the same bytes.
 */
export function generateLineage(eventCount: number): Promise<string> {
  return generatedFile(`lineage-${eventCount}.ndjson`, () => lineageLines(eventCount));
}

/** The ends alone: as many runs, and three times as many links. */
export function generateRuns(runCount: number): Promise<string> {
  return generatedFile(`runs-${runCount}.ndjson`, function* () {
    for (let run = 0; run < runCount; run++) yield `${JSON.stringify(endOf(run, timeOf(run)))}\n`;
  });
}

/** The paths of as many files, each with one event of one run, and of one file that has all of them. */
export async function generateFilesOfOneRun(count: number): Promise<readonly [string, ...string[]]> {
  const events = Array.from({ length: count }, (_, at) => oneOfRun(at, count));
  const names = events.map((_, at) => `one-run-${count}/${String(at).padStart(5, '0')}.json`);
  const joined = await generatedFile(`one-run-${count}.ndjson`, () => events.map((event) => `${event}\n`));
  return [joined, ...(await Promise.all(names.map((name, at) => generatedFile(name, () => [events[at]!]))))];
}

function oneOfRun(index: number, count: number): string {
  const isLast = index === count - 1;
  const type = index === 0 ? 'START' : isLast ? 'COMPLETE' : 'RUNNING';
  const output = { ...nameOf(index), facets: {} };
  return JSON.stringify({ ...eventOf(type, 1, timeOf(index)), inputs: inputsOf(1), outputs: [output] });
}

function timeOf(index: number): string {
  return new Date(Date.UTC(2026, 0, 1) + index * 30_000).toISOString();
}

function* lineageLines(eventCount: number): Generator<string> {
  for (let index = 0; index < eventCount; index++) {
    const run = index >> 1;
    const time = timeOf(index);
    yield `${JSON.stringify(index % 2 === 0 ? startOf(run, time) : endOf(run, time))}\n`;
  }
}

function startOf(run: number, eventTime: string): object {
  return { ...eventOf('START', run, eventTime), inputs: inputsOf(run), outputs: [] };
}

function endOf(run: number, eventTime: string): object {
  const job = run % jobCount;
  const columnLineage = {
    _producer: producer,
    _schemaURL: 'https://openlineage.io/spec/facets/1-2-0/ColumnLineageDatasetFacet.json',
    fields: Object.fromEntries(
      columnNames.slice(0, 2).map((field) => [field, { inputFields: [{ ...nameOf(job - 1), field }] }]),
    ),
  };
  const output = datasetOf(job, run, { columnLineage });
  const outputFacets = {
    outputStatistics: { _producer: producer, rowCount: 1000 + run, size: 48_000 + run },
  };
  return {
    ...eventOf('COMPLETE', run, eventTime),
    inputs: inputsOf(run),
    outputs: [{ ...output, outputFacets }],
  };
}

function eventOf(eventType: string, run: number, eventTime: string): object {
  const hex = run.toString(16).padStart(12, '0');
  return {
    eventType,
    eventTime,
    producer,
    schemaURL: spec,
    run: {
      runId: `0190b5c4-3c1d-7000-8000-${hex}`,
      facets: {
        nominalTime: { _producer: producer, nominalStartTime: eventTime },
        processing_engine: { _producer: producer, version: '3.5.1', name: 'spark' },
      },
    },
    job: { namespace: 'nightly', name: `warehouse.job_${run % jobCount}`, facets: {} },
  };
}

function inputsOf(run: number): object[] {
  const job = run % jobCount;
  return [datasetOf(job - 1, run - 1, {}), datasetOf((job * 7) % jobCount, run - 2, {})];
}

function nameOf(job: number): { readonly namespace: string; readonly name: string } {
  return {
    namespace: 's3://warehouse',
    name: `tables/zone_${((job + jobCount) % jobCount) % 7}/table_${(job + jobCount) % jobCount}`,
  };
}

function datasetOf(job: number, run: number, facets: object): object {
  const isVersioned = job % 2 === 0;
  return {
    ...nameOf(job),
    facets: {
      schema: {
        _producer: producer,
        fields: columnNames.map((name) => ({ name, type: name.endsWith('_at') ? 'timestamp' : 'string' })),
      },
      ...(isVersioned
        ? {
            version: {
              _producer: producer,
              datasetVersion: String(Math.floor(Math.max(0, run) / jobCount) + 1),
            },
          }
        : {}),
      ...facets,
    },
  };
}
