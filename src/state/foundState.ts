import type { NodeKey } from '../lineage/graph';
import type { JudgedFinding } from '../operations/findings/acceptedFindings';

/** What is found in the workspace. */
export interface FoundState {
  /** Null until it was looked for. */
  readonly findings: readonly JudgedFinding[] | null;
  /** Findings that nobody accepted, by artifact and job: of it, or with it among the others. */
  readonly openCounts: ReadonlyMap<NodeKey, number>;
}
