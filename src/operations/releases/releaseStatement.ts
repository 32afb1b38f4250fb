import { keyIdOf, writePublicKey, type PublicKey } from '../../formats/attestation/publicKey';
import type { Statement, StatementSubject } from '../../formats/attestation/statement';
import type { Json, JsonObject } from '../../lib/json';
import type { Hashers, TextCodec } from '../../lib/ports';
import { err, ok, type Result } from '../../lib/result';
import { version as programVersion } from '../../lib/version';
import type { AliasMove } from '../../versioning/records';
import { runsThatWrote } from '../core/runsThatWrote';
import type { ArtifactView, SnapshotView, Workspace } from '../core/workspace';
import { reproducibilityOfVersion } from '../lineage/reproducibility';
import { exactSnapshotsBehind, type RelatedSnapshot } from '../lineage/provenance';

/** The predicate of the statement that `releaseStatement` makes. */
export const releasePredicateType = 'urn:throughline:release:1';

/** A version of an artifact. */
interface Version {
  readonly view: SnapshotView;
  readonly artifact: ArtifactView;
}

/**
 * What a move of an alias rests on, as an in-toto statement. Subjects are the files of the version and of every version that
 * it was made from. The predicate has the evidence that was stored with the move, the versions upstream, the runs that wrote
 * them, whether it can be made again, and the contracts and verdicts of all of them. Refused where the alias stands on no version, or on one without bytes.
 */
export function releaseStatement(
  workspace: Workspace,
  artifact: ArtifactView,
  move: AliasMove,
  publicKey: PublicKey,
  ports: { readonly hashers: Hashers; readonly text: Pick<TextCodec, 'encode'> },
): Result<Statement, string> {
  const view = move.snapshotId === null ? undefined : workspace.snapshots.get(move.snapshotId);
  if (!view) return err(`${move.name} points to no version.`);
  if (view.snapshot.digest === null)
    return err(
      `The bytes of ${artifact.name} v${view.snapshot.sequence} are not known, so that nothing can prove them.`,
    );
  const behind = exactSnapshotsBehind(workspace, view.snapshot.id);
  const versions: readonly Version[] = [{ view, artifact }, ...behind.snapshots];
  const subjects = subjectsOf(workspace, versions);
  if (subjects.length === 0)
    return err(
      `The files of ${artifact.name} v${view.snapshot.sequence} are not listed here, so that nothing can prove them.`,
    );
  return ok({
    subjects,
    predicateType: releasePredicateType,
    predicate: {
      alias: move.name,
      release: versionMember({ view, artifact }),
      move: {
        id: move.id,
        at: move.recordedAt,
        actor: move.actor,
        reason: move.reason,
        evidence: move.evidence,
      },
      upstream: behind.snapshots.map((each) => ({ ...versionMember(each), hops: each.hops })),
      upstreamWithoutVersion: behind.unknownVersions.map(({ namespace, name }) => ({ namespace, name })),
      runs: runMembers(workspace, versions),
      reproducibility: reproducibilityMember(workspace, view),
      contracts: versions.flatMap((each) => contractMember(each, ports)),
      signer: { keyId: keyIdOf(publicKey, ports.hashers), publicKey: writePublicKey(publicKey) },
      madeBy: { program: 'throughline', version: programVersion },
    },
  });
}

/** The files of all versions, each name once: a second version of a name has its number behind an `@v`. */
function subjectsOf(workspace: Workspace, versions: readonly Version[]): StatementSubject[] {
  const subjects = new Map<string, StatementSubject>();
  for (const { view, artifact } of versions) {
    for (const file of filesOf(workspace, view, artifact)) {
      const before = subjects.get(file.name);
      const isOther = before !== undefined && (before.sha256 !== file.sha256 || before.tree !== file.tree);
      const name = isOther ? `${file.name}@v${view.snapshot.sequence}` : file.name;
      subjects.set(name, { ...file, name });
    }
  }
  return [...subjects.values()];
}

/** A file is one; of a folder every file that its manifest lists is, and the folder itself where none is here. */
function filesOf(
  workspace: Workspace,
  { snapshot }: SnapshotView,
  { name }: ArtifactView,
): StatementSubject[] {
  if (snapshot.digest === null) return [];
  if (snapshot.content === 'file') return [{ name, sha256: snapshot.digest }];
  const manifest = workspace.manifests.get(snapshot.digest);
  if (!manifest) return [{ name, sha256: null, tree: snapshot.digest }];
  return manifest.entries.map(({ path, digest }) => ({ name: `${name}/${path}`, sha256: digest }));
}

function versionMember({ view, artifact }: Version | RelatedSnapshot): JsonObject {
  const { snapshot, semanticVersion, licence, code } = view;
  return {
    namespace: artifact.namespace,
    name: artifact.name,
    kind: artifact.artifact.kind,
    version: snapshot.sequence,
    semanticVersion: semanticVersion?.version ?? null,
    [snapshot.content === 'file' ? 'sha256' : 'treeSha256']: snapshot.digest,
    md5: snapshot.md5,
    byteLength: snapshot.byteLength,
    rowCount: view.reading?.rowCount ?? null,
    logicalDigest: view.reading?.logicalDigest ?? null,
    licence,
    code: code as unknown as Json,
    createdAt: snapshot.createdAt,
  };
}

function runMembers(workspace: Workspace, versions: readonly Version[]): JsonObject[] {
  const runs = new Map(
    versions.flatMap(({ view }) =>
      runsThatWrote(workspace, view.snapshot.id).map((run) => [run.run.id, run]),
    ),
  );
  return [...runs.values()].map(({ run, job }) => ({
    id: run.id,
    job: { namespace: job.namespace, name: job.name },
    state: run.state,
    startedAt: run.startedAt,
    endedAt: run.endedAt,
    codeVersion: run.codeVersion,
    environment: run.environment,
    seed: run.seed,
    parameters: run.parameters,
  }));
}

/** Whether the version can be made again, by all that it was made from; bytes count as verified where they are kept here. */
function reproducibilityMember(workspace: Workspace, version: SnapshotView): JsonObject {
  const { holds, runs, weakest, unmade } = reproducibilityOfVersion(workspace, version);
  return {
    holds,
    weakest: weakest?.run.run.id ?? null,
    unmade: [...unmade],
    runs: runs.map(({ run, holds: own, clauses, repeated }) => ({
      id: run.run.id,
      holds: own,
      clauses: Object.fromEntries(clauses.map(({ clause, holds: truth }) => [clause, truth])),
      repeated: { kind: repeated.kind, by: repeated.by, run: repeated.run?.run.id ?? null },
    })),
  };
}

/** The contract that a version was judged by, and the verdict; without values of the data. */
function contractMember(
  { view, artifact }: Version,
  { hashers, text }: Parameters<typeof releaseStatement>[4],
): JsonObject[] {
  const { verdict, snapshot } = view;
  if (!verdict) return [];
  const at = artifact.contracts.findIndex(({ id }) => id === verdict.contractId);
  const contract = artifact.contracts[at];
  const hasher = hashers.sha256();
  hasher.update(text.encode(contract?.text ?? ''));
  return [
    {
      artifact: { namespace: artifact.namespace, name: artifact.name },
      version: snapshot.sequence,
      contract: contract ? { version: at + 1, sha256: hasher.hex() } : null,
      verdict: verdict.verdict,
      at: verdict.at,
      checks: verdict.checks.map(({ pointer, clause, column, verdict: each, failingCount }) => ({
        pointer,
        clause,
        column,
        verdict: each,
        failingCount,
      })),
    },
  ];
}
