import { driftReport } from '../../drift/driftReport';
import { recipes } from '../../drift/recipe';
import {
  cellsApart,
  equalBy,
  type EqualBy,
  type TextTable,
  type Tolerance,
} from '../../gates/reproducibility/tolerance';
import type { TableProfile } from '../../profile/profile';
import { sharedSegments } from '../core/sharedSegments';
import type { RunView, SnapshotView, Workspace } from '../core/workspace';

/** What is known of an output, of the first run or the second. */
export interface OutputFacts {
  readonly digest: string | null;
  readonly logicalDigest: string | null;
  profile(): Promise<TableProfile | null>;
  /** Its cells; null where it is no table, or its bytes are not at hand. A JSON object of numbers is a table of one row. */
  cells(): Promise<TextTable | null>;
}

/** A file that a second run wrote. */
export interface RerunFile extends OutputFacts {
  readonly path: string;
}

/** Whether an output is equal to the first run's, and what tells it. */
export interface OutputVerdict {
  readonly kind: 'equal' | 'differs' | 'unknown';
  readonly by: EqualBy | null;
  readonly message: string;
}

/** One output of the first run with the file that is held against it. */
export interface ComparedOutput extends OutputVerdict {
  readonly name: string;
  readonly file: string | null;
}

/** What a second run says of the first [R11]. */
export interface RerunVerdict {
  readonly kind: 'verified' | 'broken' | 'claimed';
  /** The least strict of what tells that outputs are equal; null where it is not verified. */
  readonly by: EqualBy | null;
  readonly outputs: readonly ComparedOutput[];
}

/** Holds the outputs of a second run against those of the first. `factsOf` gives what is known of a version. */
export async function compareRerun(
  workspace: Workspace,
  { run, outputs }: RunView,
  files: readonly RerunFile[],
  tolerance: Tolerance,
  factsOf: (version: SnapshotView) => OutputFacts,
): Promise<RerunVerdict> {
  const compared: ComparedOutput[] = [];
  for (const { artifactId, snapshotId } of outputs) {
    const name = workspace.artifacts.get(artifactId)?.name ?? artifactId;
    const version = snapshotId === null ? undefined : workspace.snapshots.get(snapshotId);
    const first = version ? factsOf(version) : nothingKnown;
    const file = fileOf(name, files, outputs.length);
    const verdict = file
      ? await compareOutput(withMetrics(first, run.metrics), file, tolerance)
      : unknown('no file of the second run has its name');
    compared.push({ name, file: file?.path ?? null, ...verdict });
  }
  const isSome = (kind: OutputVerdict['kind']) => compared.some((each) => each.kind === kind);
  if (compared.length === 0 || (!isSome('differs') && isSome('unknown')))
    return { kind: 'claimed', by: null, outputs: compared };
  if (isSome('differs')) return { kind: 'broken', by: null, outputs: compared };
  const by = equalBy.findLast((each) => compared.some((output) => output.by === each)) ?? null;
  return { kind: 'verified', by, outputs: compared };
}

/** The outputs of a stored run, as files of a second run: to be held against the first within a tolerance. */
export function storedOutputs(
  workspace: Workspace,
  { run, outputs }: RunView,
  factsOf: (version: SnapshotView) => OutputFacts,
): readonly RerunFile[] {
  return outputs.flatMap(({ artifactId, snapshotId }) => {
    const version = snapshotId === null ? undefined : workspace.snapshots.get(snapshotId);
    if (!version) return [];
    const path = workspace.artifacts.get(artifactId)?.name ?? artifactId;
    return [{ path, ...withMetrics(factsOf(version), run.metrics) }];
  });
}

const nothingKnown: OutputFacts = {
  digest: null,
  logicalDigest: null,
  profile: () => Promise.resolve(null),
  cells: () => Promise.resolve(null),
};

/** Whether two outputs are equal, by what is strictest of what tells it [R10]. */
export async function compareOutput(
  first: OutputFacts,
  second: OutputFacts,
  tolerance: Tolerance,
): Promise<OutputVerdict> {
  if (first.digest !== null && first.digest === second.digest) return equal('digest', 'the same bytes');
  if (first.logicalDigest !== null && first.logicalDigest === second.logicalDigest)
    return equal('logicalDigest', 'the same rows, written another way');
  const tried: OutputVerdict[] = [];
  for (const attempt of [byCells, byMetrics, byPsi]) {
    const verdict = await attempt(first, second, tolerance);
    if (verdict?.kind === 'equal') return verdict;
    if (verdict) tried.push(verdict);
  }
  const [told] = [...tried.filter(({ kind }) => kind === 'differs'), ...tried];
  if (told) return told;
  if (first.digest === null) return unknown('the digest of the first run’s output is not known');
  return differs('other bytes, and no tolerance was stated');
}

type Attempt = (
  first: OutputFacts,
  second: OutputFacts,
  tolerance: Tolerance,
) => Promise<OutputVerdict | null>;

const byCells: Attempt = async (first, second, tolerance) => {
  const { absolute, relative } = tolerance;
  if (absolute === null && relative === null) return null;
  const [before, after] = [await first.cells(), await second.cells()];
  if (!before) return unknown('the cells of the first run’s output are not at hand');
  if (!after) return differs('it is no table');
  const apart = cellsApart(before, after, tolerance);
  const words = [
    ...(absolute === null ? [] : [`${absolute}`]),
    ...(relative === null ? [] : [`${relative} of the value`]),
  ].join(' or ');
  return apart === null ? equal('cells', `every cell is within ${words}`) : differs(apart);
};

const byMetrics: Attempt = async (first, second, { metric }) => {
  if (metric === null) return null;
  const [before, after] = [await first.cells(), await second.cells()];
  if (before?.rows.length !== 1 || after?.rows.length !== 1) return null;
  const apart = cellsApart(before, after, { absolute: metric, relative: null });
  return apart === null
    ? equal('metrics', `every metric is within ${metric}`)
    : differs(apart.replace(/^row 1 of /, 'the metric '));
};

const byPsi: Attempt = async (first, second, { psi }) => {
  if (psi === null) return null;
  const [before, after] = [await first.profile(), await second.profile()];
  if (!before || !after) return unknown('there is no profile of both to compare by PSI');
  const names = new Set(after.columns.map(({ name }) => name));
  const lacking = before.columns.find(({ name }) => !names.has(name));
  if (lacking || before.columns.length !== after.columns.length) return differs('it has other columns');
  const report = driftReport(before, after, recipes.deciles);
  const above = report.columns.find((column) => column.psi !== null && column.psi >= psi);
  if (above) return differs(`PSI of ${above.name} is ${Number(above.psi!.toPrecision(3))}, not below ${psi}`);
  const untold = report.columns.find((column) => column.psi === null);
  if (untold) return unknown(`PSI of ${untold.name} cannot be told`);
  return equal('psi', `PSI of every column is below ${psi}`);
};

/** The metrics that the run told stand for a file of metrics of which the bytes are not at hand. */
function withMetrics(first: OutputFacts, metrics: Readonly<Record<string, number>>): OutputFacts {
  const names = Object.keys(metrics);
  if (names.length === 0) return first;
  const told = { columnNames: names, rows: [names.map((name) => String(metrics[name]))] };
  return {
    ...first,
    cells: async () => (await first.cells()) ?? (first.logicalDigest === null ? told : null),
  };
}

/** The file that shares most of the name from the end; where the run has one output and there is one file, that one. */
function fileOf(name: string, files: readonly RerunFile[], outputCount: number): RerunFile | null {
  const shared = files.map(({ path }) => sharedSegments(name, path));
  const most = Math.max(0, ...shared);
  if (most > 0) return files[shared.indexOf(most)]!;
  return outputCount === 1 && files.length === 1 ? files[0]! : null;
}

function equal(by: EqualBy, message: string): OutputVerdict {
  return { kind: 'equal', by, message };
}

function differs(message: string): OutputVerdict {
  return { kind: 'differs', by: null, message };
}

function unknown(message: string): OutputVerdict {
  return { kind: 'unknown', by: null, message };
}
