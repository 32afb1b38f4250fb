import { stat } from 'node:fs/promises';
import type { ContractObject } from '../gates/contract/contract';
import { columnOf } from '../gates/contract/columnOf';
import type { Attainment } from '../gates/freshness/attainment';
import { newestOfColumn } from '../gates/freshness/newestOfColumn';
import type { FreshnessObjective } from '../gates/freshness/objective';
import {
  arrivalsOf,
  judgeObjective,
  judgeMoment,
  type JudgedMoment,
  type NewestValue,
} from '../operations/contracts/freshness';
import { objectivesOf, statedObjectives, type StatedObjective } from '../operations/contracts/objectives';
import { staleness, type Staleness } from '../operations/contracts/staleness';
import type { ArtifactView, Workspace } from '../operations/core/workspace';
import { artifactOfPath } from '../operations/lineage/endangered';
import type { TableProfile } from '../profile/profile';
import type { ArtifactId, ArtifactKind } from '../versioning/records';
import type { ReadOptions } from '../table/schema';
import { bindTables } from './bindTables';
import { isFileOf, type FreshnessInputs, type StatedSource } from './freshnessInputs';
import type { Bundle } from './readBundleFile';
import type { ContractFile } from './readContractFile';
import { describeFailureLine, readTableFile } from './readFile';

/** One objective of one thing, judged. */
export interface FreshnessCheck {
  /** The file, or the artifact's name; null where nothing was found that the objective is of. */
  readonly path: string | null;
  readonly name: string;
  /** The file that states it; null for the command line and the bundle. */
  readonly statedIn: string | null;
  readonly pointer: string | null;
  /** Null where it cannot be read, or nothing was found. */
  readonly judged: JudgedMoment | null;
  /** Over the history of a bundle; null without one. */
  readonly attainment: Attainment | null;
  /** Why it is unknown; null where it is not. */
  readonly why: string | null;
}

/** What objectives are judged with. */
export interface FreshnessSettings {
  readonly at: number;
  readonly options: ReadOptions;
  readonly bundle: Bundle | null;
  /** The objective of the flags, of every file; null without any. */
  readonly typed: FreshnessObjective | null;
}

/** Judges all objectives of the inputs; without paths, those of the bundle's contracts. */
export async function judgeInputs(
  inputs: FreshnessInputs,
  settings: FreshnessSettings,
): Promise<readonly FreshnessCheck[]> {
  const checks: FreshnessCheck[] = [];
  for (const contract of inputs.contracts) checks.push(...(await ofContract(contract, inputs, settings)));
  for (const source of inputs.sources) checks.push(...(await ofSource(source, inputs, settings)));
  const { typed, bundle } = settings;
  const judgedPaths = new Set(checks.flatMap(({ path }) => path ?? []));
  for (const file of [...inputs.named, ...inputs.found]) {
    const stated = typed === null ? [] : [typedAs(typed)];
    const artifact = bundle && artifactOfPath(bundle.workspace, file);
    const own = artifact && !judgedPaths.has(file) ? objectivesOf(artifact) : [];
    for (const each of [...stated, ...own]) checks.push(await judgeFile(file, each, null, null, settings));
    if (stated.length + own.length === 0 && !judgedPaths.has(file) && inputs.named.includes(file))
      checks.push(unknown(file, file, null, null, 'nothing says how fresh it has to be'));
  }
  return checks;
}

/** Judges the contracts of every artifact of a bundle. */
export async function judgeBundle(
  bundle: Bundle,
  { at, typed }: Pick<FreshnessSettings, 'at' | 'typed'>,
): Promise<readonly FreshnessCheck[]> {
  const checks: FreshnessCheck[] = [];
  for (const artifact of bundle.workspace.artifacts.values()) {
    const own = objectivesOf(artifact);
    const stated = typed === null ? own : [...own, typedAs(typed)];
    if (artifact.snapshots.length + own.length === 0) continue;
    for (const each of stated) checks.push(await judgeHistory(artifact, each, null, bundle, at));
  }
  return checks;
}

/** The objective of the flags: a person says it. */
function typedAs(objective: FreshnessObjective): StatedObjective {
  return { pointer: '', severity: null, objective, statedBy: 'person' };
}

async function ofContract(
  file: ContractFile,
  { named, found }: FreshnessInputs,
  settings: FreshnessSettings,
): Promise<readonly FreshnessCheck[]> {
  const { groups } = bindTables([file], [...named, ...found], true);
  const tables = groups.flatMap((group) => group.tables);
  const checks: FreshnessCheck[] = [];
  for (const object of file.contract.objects) {
    const stated = statedObjectives(object.clauses);
    const own = tables.filter((table) => table.object === object);
    for (const each of stated) {
      if (own.length === 0) checks.push(await withoutFile(object.name, each, file.path, settings));
      for (const { path } of own) checks.push(await judgeFile(path, each, file.path, object, settings));
    }
  }
  return checks;
}

async function ofSource(
  { name, table, file, pointer, objective, loadedAt }: StatedSource,
  { named, found }: FreshnessInputs,
  settings: FreshnessSettings,
): Promise<readonly FreshnessCheck[]> {
  if (!objective.ok) return [unknown(null, name, file, pointer, objective.error)];
  const stated = { pointer, severity: null, objective: objective.value, statedBy: 'import' as const };
  if (loadedAt !== null) return [judged(name, name, file, stated, loadedAt, settings.at)];
  const files = [...named, ...found].filter((each) => isFileOf(table, each));
  if (files.length === 0) return [{ ...(await withoutFile(table, stated, file, settings)), name }];
  const checks: FreshnessCheck[] = [];
  for (const each of files) checks.push({ ...(await judgeFile(each, stated, file, null, settings)), name });
  return checks;
}

/** By the bundle's history; without one nobody knows. */
async function withoutFile(
  name: string,
  stated: StatedObjective,
  file: string,
  { bundle, at }: FreshnessSettings,
): Promise<FreshnessCheck> {
  const artifact = bundle && artifactOfPath(bundle.workspace, name);
  if (bundle && artifact) return judgeHistory(artifact, stated, file, bundle, at);
  return unknown(null, name, file, stated.pointer, 'no file or version of it was found');
}

async function judgeFile(
  path: string,
  stated: StatedObjective,
  file: string | null,
  object: ContractObject | null,
  { at, options, bundle }: FreshnessSettings,
): Promise<FreshnessCheck> {
  const artifact = bundle && artifactOfPath(bundle.workspace, path);
  if (bundle && artifact && artifact.snapshots.length > 0)
    return { ...(await judgeHistory(artifact, stated, file, bundle, at)), path };
  const { column, clock } = stated.objective;
  const name = object?.name ?? path;
  if (column === null) {
    const found = await stat(path).catch(() => null);
    if (found === null) return unknown(path, name, file, stated.pointer, 'there is no such file');
    return judged(path, name, file, stated, Math.floor(found.mtimeMs), at);
  }
  const read = await readTableFile(path, options);
  if (!read.ok) return unknown(path, name, file, stated.pointer, describeFailureLine(path, read.error));
  const profile = profileOf(read.value.profile, column, object);
  const newest = profile && newestOfColumn(profile, clock.zone);
  if (newest === null)
    return unknown(path, name, file, stated.pointer, `no column ${column} with dates or times`);
  return judged(path, name, file, stated, newest, at);
}

function profileOf(profile: TableProfile, column: string, object: ContractObject | null) {
  const property = object?.properties.find(({ path }) => path === column);
  const names = profile.columns.map(({ name }) => name);
  return profile.columns[property ? columnOf(property, names) : names.indexOf(column)] ?? null;
}

function judged(
  path: string,
  name: string,
  statedIn: string | null,
  stated: StatedObjective,
  newest: number,
  at: number,
): FreshnessCheck {
  const moment = judgeMoment(stated, newest, at);
  return { path, name, statedIn, pointer: stated.pointer, judged: moment, attainment: null, why: null };
}

async function judgeHistory(
  artifact: ArtifactView,
  stated: StatedObjective,
  statedIn: string | null,
  bundle: Bundle,
  at: number,
): Promise<FreshnessCheck> {
  const arrivals = arrivalsOf(artifact, stated.objective, await newestValues(artifact, stated, bundle));
  const { attainment, ...rest } = judgeObjective(stated, arrivals, at);
  const why = rest.verdict.newest === null ? 'no version of it had arrived' : null;
  return {
    path: artifact.name,
    name: artifact.name,
    statedIn,
    pointer: stated.pointer,
    judged: rest,
    attainment: arrivals.length === 0 ? null : attainment,
    why,
  };
}

async function newestValues(
  { snapshots }: ArtifactView,
  { objective: { column, clock } }: StatedObjective,
  bundle: Bundle,
): Promise<NewestValue> {
  const newest = new Map<string, number | null>();
  for (const { snapshot, reading } of column === null ? [] : snapshots) {
    const profile = reading && (await bundle.profileOf(reading.key));
    const own = profile?.columns.find(({ name }) => name === column);
    newest.set(snapshot.id, own ? newestOfColumn(own, clock.zone) : null);
  }
  return ({ snapshot }) => newest.get(snapshot.id) ?? null;
}

function unknown(
  path: string | null,
  name: string,
  statedIn: string | null,
  pointer: string | null,
  why: string,
): FreshnessCheck {
  return { path, name, statedIn, pointer, judged: null, attainment: null, why };
}

/** What is stale because of something upstream of it. */
export interface StaleDownstream {
  readonly name: string;
  readonly kind: ArtifactKind;
  readonly verdict: Staleness['verdict'];
  /** From the stalest to it. */
  readonly way: readonly string[];
}

/** Where the staleness of checks goes in a workspace, by name; what is stale by itself is among the checks. */
export function staleDownstream(
  workspace: Workspace,
  checks: readonly FreshnessCheck[],
): readonly StaleDownstream[] {
  const moments = new Map<ArtifactId, JudgedMoment[]>();
  for (const { path, name, judged: moment } of checks) {
    const artifact = moment && artifactOfPath(workspace, path ?? name);
    if (artifact) moments.set(artifact.artifact.id, [...(moments.get(artifact.artifact.id) ?? []), moment]);
  }
  return [...staleness(workspace, moments)]
    .flatMap(([id, { verdict, way }]) => {
      const view = workspace.artifacts.get(id);
      return view && way.length > 1 ? [{ name: view.name, kind: view.artifact.kind, verdict, way }] : [];
    })
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}
