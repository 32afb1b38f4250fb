import { stat } from 'node:fs/promises';
import { freshnessWords } from '../gates/freshness/judgeFreshness';
import type { CheckRecord } from '../gates/contract/checkRecord';
import type { ClauseVerdict } from '../gates/contract/verdict';
import { actionOf, defaultDecisions } from '../gates/privacy/decide';
import { kindWords } from '../gates/privacy/kinds';
import type { PersonalFinding } from '../gates/privacy/personalFinding';
import { recogniseTable, type ColumnFindings } from '../gates/privacy/recogniseTable';
import { wayOf } from '../lineage/tags';
import { personalFlow } from '../operations/contracts/personalData';
import { workspaceDecisions } from '../operations/contracts/personalScores';
import { artifactOfPath } from '../operations/lineage/endangered';
import { licenceBoard, type LicenceRow } from '../operations/lineage/licenceBoard';
import type { Workspace } from '../operations/core/workspace';
import type { ReadOptions } from '../table/schema';
import type { CheckPart } from './checkPart';
import { judgeBundle, judgeInputs, type FreshnessCheck } from './freshnessChecks';
import { readFreshnessInputs } from './freshnessInputs';
import { freshnessVerdictOf } from './freshnessOutput';
import { personalTable } from './personalTable';
import type { Bundle } from './readBundleFile';
import { readTableFile } from './readFile';

/** What the gates that follow the graph are asked with. */
export interface GateSettings {
  readonly at: number;
  readonly options: ReadOptions;
  /** With its file; null without one. */
  readonly bundle: { readonly path: string; readonly read: Bundle } | null;
  /** The contracts judge what they state themselves. */
  readonly hasContracts: boolean;
  /** Neither a contract nor a lock nor a version to compare with judges the paths. */
  readonly isAlone: boolean;
}

/**
 * Freshness, licences and personal data where something says what they have to be: sources of dbt among the paths, and in a bundle
 * objectives, policies that people chose, and whether personal data reaches an endpoint. Without any of these there is nothing.
 */
export async function checkGates(paths: readonly string[], settings: GateSettings): Promise<CheckPart> {
  const { bundle } = settings;
  const records = [
    ...(await freshnessRecords(paths, settings)),
    ...(bundle ? licenceRecords(paths, bundle.read.workspace, bundle.path) : []),
    ...(bundle ? await privacyRecords(bundle.read, bundle.path) : []),
    ...(settings.hasContracts || !settings.isAlone ? [] : await tableRecords(paths, settings)),
  ];
  return { records, problems: [], changed: null, isOfGates: true, lineOf: () => null };
}

async function freshnessRecords(
  paths: readonly string[],
  { at, options, bundle, hasContracts }: GateSettings,
): Promise<readonly CheckRecord[]> {
  const there: string[] = [];
  for (const each of paths) if (await stat(each).catch(() => null)) there.push(each);
  const inputs = { ...(await readFreshnessInputs(there, [])), contracts: [] };
  const asked = { at, options, bundle: bundle?.read ?? null, typed: null };
  const checks =
    bundle && paths.length === 0 ? await judgeBundle(bundle.read, asked) : await judgeInputs(inputs, asked);
  return checks
    .filter(
      ({ judged, statedIn }) =>
        (judged !== null || statedIn !== null) && !(hasContracts && judged?.statedBy === 'contract'),
    )
    .map((check) => freshnessRecord(check, bundle?.path ?? ''));
}

function freshnessRecord(check: FreshnessCheck, bundlePath: string): CheckRecord {
  const { judged, why, name, statedIn, pointer } = check;
  const seen = judged ? freshnessWords(judged.objective, judged.verdict) : (why ?? 'it is not known');
  return record({
    contract: statedIn ?? bundlePath,
    pointer: pointer ?? '',
    clause: 'freshness',
    verdict: freshnessVerdictOf(check),
    message: `${name}: ${why !== null && judged ? `${seen} (${why})` : seen}`,
  });
}

function licenceRecords(
  paths: readonly string[],
  workspace: Workspace,
  bundlePath: string,
): readonly CheckRecord[] {
  // Nobody chose any: only people say what has to be kept.
  if (!workspace.decisions.some(({ says }) => says === 'policies')) return [];
  const board = licenceBoard(workspace);
  const named = paths.flatMap((each) => artifactOfPath(workspace, each)?.artifact.id ?? []);
  const isAsked = ({ artifact: { artifact } }: LicenceRow): boolean =>
    paths.length === 0
      ? artifact.kind === 'model' || artifact.kind === 'endpoint'
      : named.includes(artifact.id);
  return board.rows.filter(isAsked).flatMap(({ artifact, verdict, findings }) => {
    const of = { contract: bundlePath, pointer: '', clause: 'licence' };
    if (findings.length === 0) {
      const words = verdict === 'unknown' ? 'a licence is not known' : `keeps ${board.policies.join(', ')}`;
      return [record({ ...of, verdict, message: `${artifact.name}: ${words}` })];
    }
    return findings.map((finding) =>
      record({ ...of, verdict: finding.verdict, message: `${artifact.name}: ${finding.message}` }),
    );
  });
}

/** One record a column and kind that asks for a look. What is no table is passed over. */
async function tableRecords(
  paths: readonly string[],
  { options, bundle }: GateSettings,
): Promise<readonly CheckRecord[]> {
  const decisions = bundle ? workspaceDecisions(bundle.read.workspace) : defaultDecisions;
  const records: CheckRecord[] = [];
  for (const path of paths) {
    const isFile = (await stat(path).catch(() => null))?.isFile() ?? false;
    const read = isFile ? await readTableFile(path, options) : null;
    if (!read?.ok) continue;
    const of = { contract: path, pointer: '', clause: 'privacy' };
    const found = (await personalTable(path, read.value.profile, options)).flatMap(({ name, findings }) =>
      findings.flatMap((finding) => {
        const action = actionOf(finding, decisions);
        if (action === 'allow') return [];
        const verdict = action === 'block' ? 'fail' : 'warn';
        return [{ ...record({ ...of, verdict, message: findingWords(name, finding) }), column: name }];
      }),
    );
    records.push(...found.map((each) => ({ ...each, path })));
  }
  return records;
}

const findingWords = (column: string, { kind, score }: PersonalFinding): string =>
  `${column} holds ${kindWords[kind]} (${score.toFixed(2)})`;

/** One record an endpoint and kind, with the way; it warns, as a finding asks a person to look. */
async function privacyRecords(bundle: Bundle, bundlePath: string): Promise<readonly CheckRecord[]> {
  const { workspace } = bundle;
  const endpoints = [...workspace.artifacts.values()].filter(({ artifact: { kind } }) => kind === 'endpoint');
  if (endpoints.length === 0) return [];
  const found = new Map<string, readonly ColumnFindings[]>();
  for (const { reading } of workspace.snapshots.values()) {
    const profile = reading && !found.has(reading.key) ? await bundle.profileOf(reading.key) : null;
    if (reading && profile) found.set(reading.key, recogniseTable(profile));
  }
  const graph = workspace.graph('definition');
  const flow = personalFlow(workspace, 'definition', (key) => found.get(key));
  const nameOf = (index: number): string => {
    const node = graph.nodes[index]!;
    return node.type === 'artifact' ? (workspace.artifacts.get(node.artifactId)?.name ?? '') : '';
  };
  return endpoints.flatMap(({ artifact, name }) => {
    const of = { contract: bundlePath, pointer: '', clause: 'privacy' };
    const node = graph.indexOf.get(`artifact:${artifact.id}`);
    const arrivals = node === undefined ? [] : (flow.at.get(node) ?? []);
    const first = new Map(arrivals.toReversed().map((each) => [each.tag, each]));
    if (first.size === 0)
      return [record({ ...of, verdict: 'pass', message: `${name}: no personal data is known to reach it` })];
    return [...first.values()].map((arrival) => {
      const way = wayOf(arrival).flatMap(({ node: at }) => nameOf(at) || []);
      const certainty = arrival.certainty === 'possible' ? 'possibly ' : '';
      return record({
        ...of,
        verdict: 'warn',
        message: `${name}: ${certainty}${arrival.tag} reaches it, by ${way.join(' → ')}`,
      });
    });
  });
}

function record({
  message,
  ...said
}: Pick<CheckRecord, 'contract' | 'pointer' | 'clause'> & {
  readonly verdict: ClauseVerdict;
  readonly message: string;
}): CheckRecord {
  return {
    ...said,
    path: null,
    version: null,
    object: null,
    column: null,
    severity: null,
    evidence: { message },
    failing: { count: 0, rows: [] },
  };
}
