import type { ClaimBodies, OrderedJob, TestResult } from '../../../lineage/claims';
import { canonicalRunId } from '../runId';
import { byName, claimFacet, type ClaimFacets } from './claimFacet';
import { anyText, listOf, number, objectOf, type Shape, someOf, text } from './shape';
import { checkDetails, reference, tags } from './sharedShapes';

/** `run.runId` of a job that is waited for: ids have one rule for case. */
const runId: Shape<string> = {
  read(placed) {
    const id = text.read(placed.at('runId'));
    return id === undefined ? undefined : canonicalRunId(id).value;
  },
  write: (value) => ({ runId: value }),
};

const ordered = someOf(
  objectOf<OrderedJob>({
    job: ['job', reference, 'needed'],
    runId: ['run', runId],
    dependencyType: ['dependency_type', text],
    sequenceRule: ['sequence_trigger_rule', text],
    statusRule: ['status_trigger_rule', text],
  }),
);

const order = objectOf<ClaimBodies['order']>({
  after: ['upstream', ordered],
  before: ['downstream', ordered],
  triggerRule: ['trigger_rule', text],
});

/** Spark's listener tells an error by its facet alone; it is one of a virtual machine of Java. */
const sparkException = objectOf<ClaimBodies['error']>({
  message: ['message', text, 'needed'],
  language: ['programmingLanguage', text],
  stackTrace: ['stackTrace', text],
});

/** What facets of a run say of it, besides its parents, parameters and metrics. */
export const runFacets: ClaimFacets = byName([
  claimFacet(
    'nominalTime',
    'nominalTime',
    '1-0-1/NominalTimeRunFacet',
    objectOf<ClaimBodies['nominalTime']>({
      start: ['nominalStartTime', text, 'needed'],
      end: ['nominalEndTime', text],
    }),
  ),
  claimFacet(
    'error',
    'errorMessage',
    '1-0-1/ErrorMessageRunFacet',
    objectOf<ClaimBodies['error']>({
      message: ['message', text, 'needed'],
      language: ['programmingLanguage', text],
      stackTrace: ['stackTrace', text],
    }),
  ),
  {
    ...claimFacet('error', 'spark.exception', '', sparkException),
    isOfTool: true,
  },
  claimFacet(
    'extractionErrors',
    'extractionError',
    '1-1-2/ExtractionErrorRunFacet',
    objectOf<ClaimBodies['extractionErrors']>({
      totalTasks: ['totalTasks', number],
      failedTasks: ['failedTasks', number],
      errors: [
        'errors',
        listOf(
          objectOf<ClaimBodies['extractionErrors']['errors'][number]>({
            message: ['errorMessage', text, 'needed'],
            stackTrace: ['stackTrace', text],
            task: ['task', text],
            taskNumber: ['taskNumber', number],
          }),
        ),
        'needed',
      ],
    }),
  ),
  claimFacet(
    'engine',
    'processing_engine',
    '1-1-1/ProcessingEngineRunFacet',
    objectOf<ClaimBodies['engine']>({
      name: ['name', text],
      version: ['version', text],
      adapterVersion: ['openlineageAdapterVersion', text],
    }),
  ),
  claimFacet(
    'variables',
    'environmentVariables',
    '1-0-0/EnvironmentVariablesRunFacet',
    objectOf<ClaimBodies['variables']>({
      variables: [
        'environmentVariables',
        listOf(
          objectOf<ClaimBodies['variables']['variables'][number]>({
            name: ['name', text, 'needed'],
            value: ['value', anyText, 'needed'],
          }),
        ),
        'needed',
      ],
    }),
  ),
  claimFacet(
    'externalQuery',
    'externalQuery',
    '1-0-2/ExternalQueryRunFacet',
    objectOf<ClaimBodies['externalQuery']>({
      id: ['externalQueryId', text, 'needed'],
      source: ['source', text],
    }),
  ),
  claimFacet(
    'tests',
    'test',
    '1-0-1/TestRunFacet',
    objectOf<ClaimBodies['tests']>({
      tests: [
        'tests',
        listOf(
          objectOf<TestResult>({
            name: ['name', text, 'needed'],
            status: ['status', text, 'needed'],
            type: ['type', text],
            ...checkDetails,
          }),
        ),
        'needed',
      ],
    }),
  ),
  claimFacet('order', 'jobDependencies', '1-0-1/JobDependenciesRunFacet', order),
  claimFacet('tags', 'tags', '1-0-0/TagsRunFacet', tags),
]);
