import { err, ok, type Result } from '../lib/result';
import type { TitledVersion } from '../operations/bytes/keptTable';
import {
  judgeTable,
  type Judgement,
  type JudgingFault,
  type ReadEachRow,
} from '../operations/contracts/judgeTable';
import { unboundFindings } from '../operations/contracts/unboundFindings';
import { type VersionToJudge, versionToJudge } from '../operations/contracts/versionToJudge';
import { annotate } from '../operations/core/annotate';
import { IncrementalWorkspace } from '../operations/core/incrementalWorkspace';
import type { OperationFailure } from '../operations/core/outcome';
import type { OperationPorts } from '../operations/core/ports';
import { worstVerdict } from '../gates/contract/verdict';
import { whileChunksStay } from '../storage/chunkLock';
import type { ContractVerdict } from '../versioning/records';
import type { WorkerPool } from '../workers/pool';
import { runWatched } from '../workers/runWatched';
import { turnsForOthers } from './turnsForOthers';

interface Watch {
  readonly signal: AbortSignal;
  readonly onBytes: (bytesRead: number) => void;
}

/**
 * Judges a version by the contract that holds, and writes what it said; null where its artifact promises nothing. Where judging breaks, the
 * verdict is unknown and says why; it rejects where it was cancelled.
 */
export async function judgeVersion(
  ports: OperationPorts,
  pool: WorkerPool,
  version: TitledVersion,
  signal: AbortSignal,
  onBytes: (bytesRead: number) => void = () => undefined,
): Promise<Result<ContractVerdict | null, OperationFailure>> {
  const found = await versionToJudge(ports.store, version);
  if (!found.ok || found.value === null) return found as Result<null, OperationFailure>;
  const { contractId, judged } = found.value;
  const at = ports.now();
  const judgement = await judgementOf(found.value, Date.parse(at), pool, { signal, onBytes });
  signal.throwIfAborted();
  const unbound = await unboundFindings(judged.contract, async () => {
    const read = await new IncrementalWorkspace(ports.store, turnsForOthers()).read();
    return read.ok ? read.value : null;
  });
  const checks = [...judgement.checks, ...unbound];
  const verdict = worstVerdict(checks.map((check) => check.verdict));
  const said: ContractVerdict = { contractId, at, verdict, checks };
  const written = await annotate(ports, version.snapshotId, { kind: 'verdict', ...said });
  return written.ok ? ok(said) : written;
}

/** What the clauses of the table say; where judging itself breaks, one that is unknown and says why. */
async function judgementOf(
  { judged, table, others }: VersionToJudge,
  at: number,
  pool: WorkerPool,
  watch: Watch,
): Promise<Judgement> {
  const input = { ...judged, at };
  try {
    const judgement =
      typeof table === 'string'
        ? await judgeTable(input, withoutRows(table))
        : await whileChunksStay(() =>
            runWatched(pool, 'judgeKept', { ...input, table, others, tooSlow: [] }, watch),
          );
    return judgement.ok ? judgement.value : broken(judgement.error);
  } catch (error) {
    watch.signal.throwIfAborted();
    return broken({ place: '', message: error instanceof Error ? error.message : String(error) });
  }
}

function withoutRows(message: string) {
  const own: ReadEachRow = () => Promise.resolve(err({ kind: 'unreadable', message }));
  const none = { others: new Map(), personal: new Map() };
  return { own, ...none, match: () => null, openSql: () => Promise.reject(new Error(message)) };
}

/** The contract as one clause that could not be told. */
function broken({ place, message }: JudgingFault): Judgement {
  const words = `it could not be judged: ${message}`;
  const check = { pointer: place, clause: 'contract', column: null, message: words, failingCount: 0 };
  return { verdict: 'unknown', checks: [{ ...check, verdict: 'unknown', rows: [] }] };
}
