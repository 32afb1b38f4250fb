import type { LineageWarning } from '../../lineage/facts';
import type { Vanished } from './vanished';

/** What an import brought that was not there before. */
export interface ImportSummary {
  /** What was dropped or named. */
  readonly path: string;
  readonly files: readonly FileSummary[];
  readonly eventCount: number;
  readonly counts: LineageCounts;
  /** Datasets that it names and that were there before; absent of a bundle. */
  readonly joinedCount?: number;
  /** What earlier imports of the same files told of and this one does not; absent of a bundle. */
  readonly vanished?: Vanished;
  /** Records of a bundle that did not fit, and what refers to them; absent where all did. */
  readonly leftOutCount?: number;
}

/** What became of one file of an import: it was read, or nothing of it was taken. */
export type FileSummary =
  | {
      readonly path: string;
      /** Of `lineageFormats`, or `throughline` for a bundle. */
      readonly format: string;
      readonly warnings: readonly LineageWarning[];
      /** Bad events that were left out, as it was asked for. */
      readonly badEventCount: number;
    }
  | { readonly path: string; readonly format: string; readonly failure: FileFailure };

/** Why nothing of a file was taken. */
export type FileFailure =
  | { readonly kind: 'malformedLineage'; readonly place: string; readonly message: string }
  | { readonly kind: 'unreadableFile'; readonly message: string };

/** `edges`: distinct links of the definition graph. */
export interface LineageCounts {
  readonly artifacts: number;
  readonly snapshots: number;
  readonly jobs: number;
  readonly runs: number;
  readonly edges: number;
}
