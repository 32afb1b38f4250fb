import { readFile as readBytes } from 'node:fs/promises';
import process from 'node:process';
import { recordedFinding, type CheckRecord } from '../gates/contract/checkRecord';
import { personalColumns } from '../gates/contract/personalColumns';
import { recognisedColumns } from '../gates/privacy/recogniseTable';
import { worstVerdict, type ClauseVerdict, type Verdict } from '../gates/contract/verdict';
import { setContract } from '../operations/contracts/setContract';
import { annotate } from '../operations/core/annotate';
import type { OperationPorts } from '../operations/core/ports';
import type { SnapshotOutcome } from '../operations/core/outcome';
import { artifactOfPath } from '../operations/lineage/endangered';
import { recordRun } from '../operations/lineage/recordRun';
import { fileNamespace } from '../operations/taking/snapshotUnit';
import { prepareSnapshot, takeSnapshot } from '../operations/taking/takeSnapshot';
import { exportBundle } from '../operations/workspaces/bundle';
import { importFile } from '../operations/workspaces/importFile';
import { withoutValues } from '../profile/withoutValues';
import { err, ok, type Result } from '../lib/result';
import type { ReadOptions } from '../table/schema';
import { timestampFromMilliseconds } from '../versioning/timestamp';
import { describeFailure, faultWords } from '../operations/core/describeFailure';
import { memoryPorts, workspaceOf } from './memoryWorkspace';
import { readFile } from './readFile';
import type { ContractFile } from './readContractFile';
import { repositoryPlace } from './repositoryPlace';
import { writeWholeFile } from './writeFile';

/** A check as a workspace is to show it. */
export interface CheckedRun {
  readonly records: readonly CheckRecord[];
  readonly contracts: readonly ContractFile[];
  readonly verdict: Verdict;
  /** In milliseconds since 1970. */
  readonly at: number;
  readonly options: ReadOptions;
  /** The text of the bundle that was read; null where there was none. */
  readonly before: string | null;
}

/**
 * A bundle that shows a check on the page: the bundle that was read, with each judged table as a version, its contract, what that said of
 * it, and one run that read them. Values of personal columns are in none of it. Gives why it cannot be made, in words.
 */
async function checkBundle(run: CheckedRun): Promise<Result<string, string>> {
  const ports = memoryPorts('sealed');
  const startedAt = ports.now();
  if (run.before !== null) {
    const imported = await importFile(ports, { path: 'bundle', text: run.before });
    if (!imported.ok) return err(describeFailure(imported.error));
  }
  const taken: SnapshotOutcome[] = [];
  for (const path of judgedPaths(run.records)) {
    const outcome = await takeJudged(ports, path, run);
    if (!outcome.ok) return outcome;
    taken.push(outcome.value);
  }
  const counts = new Map<ClauseVerdict, number>();
  for (const { verdict } of run.records) counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
  const recorded = await recordRun(
    ports,
    {
      job: { namespace: 'throughline', name: 'check' },
      inputs: taken.map(({ artifactId, snapshotId }) => ({ artifactId, snapshotId })),
      outputs: [],
      state: run.verdict === 'fail' ? 'failed' : 'completed',
      startedAt,
      endedAt: ports.now(),
      parameters: {
        verdict: run.verdict,
        at: timestampFromMilliseconds(run.at),
        contracts: run.contracts.map(({ path }) => repositoryPlace(path, null).path),
      },
      metrics: Object.fromEntries(counts),
      codeVersion: process.env['GITHUB_SHA'] ?? process.env['CI_COMMIT_SHA'] ?? null,
      environment: null,
      seed: null,
      actor: 'throughline check',
    },
    'observed',
  );
  if (!recorded.ok) return err(describeFailure(recorded.error));
  const text = await exportBundle(ports, null);
  return text.ok ? text : err(describeFailure(text.error));
}

/** The files that become versions: each judged table, and a contract that says something of the graph and of no table. */
function judgedPaths(records: readonly CheckRecord[]): ReadonlySet<string> {
  const withTables = new Set(records.flatMap(({ path, contract }) => (path === null ? [] : contract)));
  return new Set(
    records.flatMap(({ path, contract, verdict }) => {
      if (path !== null) return path;
      return withTables.has(contract) || verdict === 'notChecked' ? [] : contract;
    }),
  );
}

/** Writes the bundle of a check where one is asked for. Gives the file that cannot be written, with the reason. */
export async function writeBundleOf(
  run: CheckedRun,
  target: string | null,
  inputs: readonly string[],
): Promise<readonly { readonly path: string; readonly message: string }[]> {
  if (target === null) return [];
  const text = await checkBundle(run);
  const written = text.ok ? await writeWholeFile(target, text.value, inputs) : text;
  return written.ok ? [] : [{ path: target, message: written.error }];
}

/** One table as a version, with its contract and what that said of it, and of what is of no table. */
async function takeJudged(
  ports: OperationPorts,
  path: string,
  { records, contracts, at, options }: CheckedRun,
): Promise<Result<SnapshotOutcome, string>> {
  const judged = records.filter((record) => record.path === path);
  const contract = contracts.find(
    (file) => file.path === path || judged.some((record) => record.contract === file.path),
  );
  const own = [...judged, ...records.filter((record) => record.path === null)].filter(
    (record) => record.contract === contract?.path,
  );
  const known = artifactOfPath(await workspaceOf(ports), path);
  const name = known?.name ?? repositoryPlace(path, null).path;
  const namespace = known?.namespace ?? fileNamespace;
  const prepared = await prepareSnapshot(ports, [name], namespace);
  if (!prepared.ok) return err(`${path}: ${describeFailure(prepared.error)}`);
  const read = await readFile(path, options, { prefix: prepared.value.get(name)?.prefix ?? null });
  if (!read.ok) return err(`${path}: ${faultWords(read.error)}`);
  const ingested = { ...read.value, options };
  const table = ingested.table && {
    ...ingested.table,
    profile: withoutValues(
      ingested.table.profile,
      new Set([...masked(contract, own), ...recognisedColumns(ingested.table.profile)]),
    ),
  };
  const taken = await takeSnapshot(ports, {
    kind: 'file',
    path: name,
    namespace,
    ingested: { ...ingested, table },
    lastModified: null,
  });
  if (!taken.ok) return err(`${path}: ${describeFailure(taken.error)}`);
  const outcome = taken.value.outcomes[0]!;
  if (contract) await writeVerdict(ports, outcome, contract, own, at);
  return ok(outcome);
}

/** The columns of the judged object whose values are masked, by the contract alone. */
function masked(contract: ContractFile | undefined, records: readonly CheckRecord[]): ReadonlySet<string> {
  const object = contract?.contract.objects.find(({ name }) => records.some((each) => each.object === name));
  if (!contract || !object) return new Set();
  const paths = personalColumns(contract.contract)(object);
  return new Set(
    object.properties.filter(({ path }) => paths.has(path)).flatMap(({ name, path }) => [name, path]),
  );
}

/** The contract, where it is another than the one that holds, and what it said. */
async function writeVerdict(
  ports: OperationPorts,
  { artifactId, snapshotId }: SnapshotOutcome,
  { path }: ContractFile,
  records: readonly CheckRecord[],
  at: number,
): Promise<void> {
  const text = await readBytes(path, 'utf8');
  const holding = (await workspaceOf(ports)).artifacts.get(artifactId)?.contracts.at(-1);
  const set = holding?.text === text ? null : await setContract(ports, artifactId, text);
  const contractId = set?.ok ? set.value.value.id : holding?.id;
  if (contractId === undefined) return;
  await annotate(ports, snapshotId, {
    kind: 'verdict',
    contractId,
    at: timestampFromMilliseconds(at),
    verdict: worstVerdict(records.map(({ verdict }) => verdict)),
    checks: records.map(recordedFinding),
  });
}
