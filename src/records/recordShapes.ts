import type { Shape } from '../lib/shape';
import {
  annotationShape,
  artifactShape,
  bindingShape,
  manifestShape,
  snapshotShape,
} from './shapes/artifactShapes';
import { auditShape, sealShape, withdrawalShape } from './shapes/auditShapes';
import {
  claimShape,
  decisionShape,
  eventShape,
  jobShape,
  observationShape,
  runShape,
} from './shapes/lineageShapes';
import { baselineShape } from './shapes/driftShapes';
import { profileShape } from './shapes/profileShape';
import { readingShape } from './shapes/readingShapes';
import {
  aliasMoveShape,
  contractShape,
  guardrailShape,
  measurementShape,
  waiverShape,
} from './shapes/releaseShapes';
import type { TableName } from './tables';

/**
 * What every record of a table has to look like, wherever it comes from: a bundle with another one is refused, and what is
 * stored otherwise is left out of the views. Members that are not named here are kept as they are.
 */
export const recordShapes: Readonly<Record<TableName, Shape>> = {
  artifacts: artifactShape,
  bindings: bindingShape,
  readings: readingShape,
  profiles: profileShape,
  manifests: manifestShape,
  snapshots: snapshotShape,
  annotations: annotationShape,
  jobs: jobShape,
  runs: runShape,
  observations: observationShape,
  claims: claimShape,
  decisions: decisionShape,
  events: eventShape,
  aliasMoves: aliasMoveShape,
  measurements: measurementShape,
  guardrails: guardrailShape,
  baselines: baselineShape,
  contracts: contractShape,
  waivers: waiverShape,
  withdrawals: withdrawalShape,
  audit: auditShape,
  seals: sealShape,
};
