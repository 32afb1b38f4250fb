import type { BadEvents } from '../../formats/openlineage/readOpenLineage';
import type { LineageWarning } from '../../lineage/facts';

/** What an import brought that was not there before. */
export interface ImportSummary {
  readonly path: string;
  readonly format: 'openlineage' | 'throughline';
  readonly eventCount: number;
  readonly counts: LineageCounts;
  readonly warnings: readonly LineageWarning[];
  /** Bad events that were left out, as it was asked for; absent where there were none. */
  readonly badEventCount?: number;
  /** Records of a bundle that did not fit, and what refers to them; absent where all did. */
  readonly leftOutCount?: number;
}

/** `edges`: distinct links of the definition graph. */
export interface LineageCounts {
  readonly artifacts: number;
  readonly snapshots: number;
  readonly jobs: number;
  readonly runs: number;
  readonly edges: number;
}

/** A file with its text, as it was dropped or named. */
export interface LineageFile {
  readonly path: string;
  readonly text: string;
  /** What a bad event does; it refuses its file where nothing is said. */
  readonly badEvents?: BadEvents;
}
