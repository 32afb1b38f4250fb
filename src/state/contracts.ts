import { err, ok, type Result } from '../lib/result';
import type { Change, OperationFailure } from '../operations/core/outcome';
import type { OperationPorts } from '../operations/core/ports';
import type { TitledVersion } from '../operations/bytes/keptTable';
import type { DraftedContract } from '../operations/contracts/draftFromVersions';
import { readPastVersions } from '../operations/contracts/readPastVersions';
import { setContract } from '../operations/contracts/setContract';
import { endWaiver, waiveClause, type WaiverDraft } from '../operations/contracts/waive';
import type { ClauseKey, Waiver } from '../gates/contract/waiver';
import type { StoredContract } from '../gates/contract/storedContract';
import { whileChunksStay } from '../storage/chunkLock';
import type { ArtifactId, ContractVerdict } from '../versioning/records';
import type { WorkerPool } from '../workers/pool';
import { runWatched } from '../workers/runWatched';
import { type ContractTexts, contractTexts } from './contractTexts';
import { judgeVersion } from './judgeVersion';
import { runAsActivity } from './runAsActivity';

/** What artifacts promise, and what is said of their versions. */
export interface Contracts extends ContractTexts {
  /** Null takes the contract away. */
  set(artifactId: ArtifactId, text: string | null): Promise<Result<Change<StoredContract>, OperationFailure>>;
  /** Answers for a clause that does not pass, up to a day. */
  waive(draft: WaiverDraft): Promise<Result<Change<Waiver>, OperationFailure>>;
  endWaiver(artifactId: ArtifactId, of: ClauseKey): Promise<Result<Change<Waiver>, OperationFailure>>;
  /** Judges a version by the contract that holds; the tray shows how far it is. Null where it was cancelled. */
  judge(
    version: TitledVersion,
    byteLength: number,
  ): Promise<Result<ContractVerdict | null, OperationFailure> | null>;
  /** Drafts a contract that the last versions keep, as far as their bytes are kept. Null where it was cancelled. */
  draft(
    name: string,
    versions: readonly (TitledVersion & { readonly byteLength: number })[],
  ): Promise<Result<DraftedContract, OperationFailure> | null>;
}

/** The contracts of one workspace, over its store and the page's workers. */
export function createContracts(ports: () => Promise<OperationPorts>, pool: WorkerPool): Contracts {
  return {
    set: async (artifactId, text) => setContract(await ports(), artifactId, text),
    waive: async (draft) => waiveClause(await ports(), draft),
    endWaiver: async (artifactId, of) => endWaiver(await ports(), artifactId, of),
    async judge(version, byteLength) {
      const { title } = version;
      const own = await ports();
      return runAsActivity(
        { title: `Judge ${title}`, path: title, byteLength, thrown: 'unreadableFile' },
        async (signal, onBytes) => {
          const judged = await judgeVersion(own, pool, version, signal, (done) => onBytes(done, byteLength));
          if (!judged.ok) return judged;
          const summary = judged.value ? `judged: ${judged.value.verdict}` : 'it promises nothing';
          return ok({ value: judged.value, state: { kind: 'done', summary } });
        },
      );
    },
    ...contractTexts,
    async draft(name, versions) {
      const { store } = await ports();
      const byteLength = 2 * versions.reduce((sum, version) => sum + version.byteLength, 0);
      return runAsActivity(
        { title: `Draft a contract of ${name}`, path: name, byteLength, thrown: 'unreadableFile' },
        async (signal, onBytes) => {
          const past = await readPastVersions(store, versions);
          if (!past.ok) return past;
          const input = { name, at: Date.now(), versions: past.value, tooSlow: [] };
          const watch = { signal, onBytes: (done: number) => onBytes(done, byteLength) };
          const drafted = await whileChunksStay(() => runWatched(pool, 'draftContract', input, watch));
          if (!drafted.ok) {
            const { title, ...failure } = drafted.error;
            return err({ kind: 'unreadableTable', path: title, failure });
          }
          const count = drafted.value.suggestion.clauses.length;
          const summary = `${count} ${count === 1 ? 'clause' : 'clauses'} drafted`;
          return ok({ value: drafted.value, state: { kind: 'done', summary } });
        },
      );
    },
  };
}
