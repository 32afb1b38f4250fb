import type { Assertion } from '../../lineage/claims';
import type { DatasetFact, JobFact } from '../../lineage/facts';
import { timestampOf } from '../../lineage/metricHistory';
import type { RunState } from '../../lineage/records';
import {
  datasetFact,
  jobFact,
  runFact,
  shortText,
  type StatementDraft,
  tagsOf,
} from '../documents/statementDraft';
import type { Placed } from '../openlineage/place';
import type { WarningTally } from '../warningTally';
import { type AspectsNamed, columnSources } from './datasetAspects';
import { columnOfUrn, otherNamesOf, urnReference } from './urns';

const dataset = (urn: string, details: Partial<DatasetFact> = {}): DatasetFact =>
  datasetFact(urnReference(urn), { otherNames: otherNamesOf(urn), ...details });

/** Urns of a list of texts and of a list of edges, each once. */
function urnsIn(body: Placed, ...members: readonly string[]): readonly string[] {
  const all = members.flatMap((member) =>
    (body.at(member).items() ?? []).flatMap((each) => each.text ?? each.at('destinationUrn').text ?? []),
  );
  return [...new Set(all)];
}

/** A job with what it declares to read and write; a flow is a job of jobs, without links. */
export function addJob(urn: string, aspects: AspectsNamed, draft: StatementDraft): void {
  const about = aspects('dataJobInfo').at(-1) ?? aspects('dataFlowInfo').at(-1);
  const after = aspects('dataJobInputOutput').flatMap((body) =>
    urnsIn(body, 'inputDatajobs', 'inputDatajobEdges').map((before) => ({ job: urnReference(before) })),
  );
  const job: JobFact = draft.job(
    jobFact(urnReference(urn), {
      description: about?.at('description').text ?? about?.at('name').text ?? null,
      claims: after.length === 0 ? [] : [{ about: 'order', body: { after } }],
    }),
  );
  for (const body of aspects('dataJobInputOutput')) {
    const columns = (body.at('fineGrainedLineages').items() ?? []).flatMap((fine) =>
      (fine.at('downstreams').items() ?? []).flatMap(({ text }) => {
        const to = columnOfUrn(text ?? '');
        return to
          ? [
              {
                dataset: to.dataset,
                sources: columnSources(fine).filter(({ toColumn }) => toColumn === to.column),
              },
            ]
          : [];
      }),
    );
    for (const input of urnsIn(body, 'inputDatasets', 'inputDatasetEdges'))
      draft.link('input', job, null, dataset(input));
    for (const output of urnsIn(body, 'outputDatasets', 'outputDatasetEdges')) {
      const sources = columns.filter((each) => each.dataset === output).flatMap((each) => each.sources);
      draft.link('output', job, null, dataset(output, { columnSources: sources }));
    }
  }
}

/** A run of a job, with what it read and wrote and how it went. */
export function addRun(
  urn: string,
  aspects: AspectsNamed,
  draft: StatementDraft,
  warnings: WarningTally,
): void {
  const template = aspects('dataProcessInstanceRelationships').at(-1)?.at('parentTemplate').text ?? null;
  if (template === null) return warnings.add('a run that names no job was left out', urn);
  const job = jobFact(urnReference(template));
  const events = aspects('dataProcessInstanceRunEvent');
  const timeOf = (status: string): number | null =>
    events.find((event) => event.at('status').text === status)?.at('timestampMillis').number ?? null;
  const end = events.findLast((event) => event.at('status').text === 'COMPLETE');
  const properties = aspects('dataProcessInstanceProperties').at(-1);
  const name = properties?.at('name').text ?? null;
  const custom = (properties?.at('customProperties').members() ?? []).map(([key, { value }]) => ({
    key,
    value: shortText(value) ?? '',
  }));
  draft.run(
    runFact(urn, job, {
      course: {
        state: stateOf(end?.at('result').at('type').text ?? null, events.length > 0),
        startedAt: timestampOf(timeOf('STARTED')),
        endedAt: timestampOf(timeOf('COMPLETE')),
      },
      claims: tagsOf([...(name === null ? [] : [{ key: 'name', value: name }]), ...custom]),
    }),
  );
  for (const body of aspects('dataProcessInstanceInput'))
    for (const input of urnsIn(body, 'inputs', 'inputEdges')) draft.link('input', job, urn, dataset(input));
  for (const body of aspects('dataProcessInstanceOutput'))
    for (const output of urnsIn(body, 'outputs', 'outputEdges'))
      draft.link('output', job, urn, dataset(output));
}

function stateOf(result: string | null, hasBegun: boolean): RunState {
  if (result === null) return hasBegun ? 'running' : 'unknown';
  return result === 'SUCCESS' || result === 'UP_TO_DATE'
    ? 'completed'
    : result === 'SKIPPED'
      ? 'aborted'
      : 'failed';
}

/** Each time that an assertion was judged is a run of it, which reads what it is about. */
export function addAssertion(urn: string, aspects: AspectsNamed, draft: StatementDraft): void {
  const about = aspects('assertionInfo').at(-1);
  const demanded = about?.at('datasetAssertion');
  const job = draft.job(jobFact(urnReference(urn), { description: about?.at('description').text ?? null }));
  const column = columnOfUrn(demanded?.at('fields').items()?.[0]?.text ?? '')?.column;
  const asserted = demanded?.at('dataset').text ?? null;
  if (asserted !== null) draft.link('input', job, null, dataset(asserted));
  for (const event of aspects('assertionRunEvent')) {
    const [id, on, result] = [
      event.at('runId').text,
      event.at('asserteeUrn').text ?? asserted,
      event.at('result'),
    ];
    const verdict = result.at('type').text;
    if (id === null || on === null || (verdict !== 'SUCCESS' && verdict !== 'FAILURE')) continue;
    const time = timestampOf(event.at('timestampMillis').number);
    const runId = `${urn}/${id}`;
    const operator = demanded?.at('operator').text;
    const actual = shortText(result.at('actualAggValue').value);
    const assertion: Assertion = {
      assertion: operator ?? about?.at('type').text ?? 'assertion',
      isSuccess: verdict === 'SUCCESS',
      name: urn,
      ...(column !== undefined && { column }),
      ...(actual !== null && { actual }),
    };
    const rowCount = result.at('rowCount').number;
    draft.run(runFact(runId, job, { course: { state: 'completed', startedAt: time, endedAt: time } }));
    draft.link('input', job, runId, dataset(on), {
      claims: [
        { about: 'assertions', body: { assertions: [assertion], reportedBy: 'DataHub' } },
        ...(rowCount === null ? [] : [{ about: 'statistics', body: { rowCount } } as const]),
      ],
    });
  }
}
