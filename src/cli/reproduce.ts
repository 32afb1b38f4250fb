import type { ReproducibilityClause, Truth } from '../gates/reproducibility/clauses';
import { compareRerun, type RerunVerdict } from '../operations/lineage/compareRerun';
import { replayPlan } from '../operations/lineage/replayPlan';
import { planFormats, replayText } from '../operations/lineage/replayText';
import {
  noFiles,
  reproducibilityOfRun,
  reproducibilityOfVersion,
  type FilesAtHand,
  type RunReproducibility,
} from '../operations/lineage/reproducibility';
import { artifactOfPath } from '../operations/lineage/endangered';
import type { ArtifactView, RunView, SnapshotView, Workspace } from '../operations/core/workspace';
import { wholeTruth } from '../gates/reproducibility/clauses';
import { UnreadableBytes } from '../formats/pieces';
import { defaultReadOptions } from '../table/schema';
import { UsageError, jsonFlag, type Command, type ExitStatus, type Flags } from './command';
import { printable } from './output';
import { type Bundle, readBundleFile } from './readBundleFile';
import { readFile } from './readFile';
import { filesIn, firstFacts, rerunFiles, rerunFlags, toleranceOf } from './rerunFiles';
import { writeWholeFile } from './writeFile';

/** `throughline reproduce`: says whether runs, models and releases can be made again; exits with 1 where not, with 2 where nobody knows. */
export const reproduceCommand: Command = {
  details: [
    'RUN is the id of a run, or its first eight characters or more. MODEL is the name of an artifact; add `@` and a version number unless you mean the latest. --alias judges the version that the alias points to: of MODEL, or of every artifact with that alias.',
    'A run has these clauses: inputs pinned, their bytes at hand and verified, code pinned, tree clean, environment pinned, parameters and seed recorded, outputs with digests. Each is true, false or unknown. A version is judged by the same clauses over everything upstream, with its weakest link. A bundle has no bytes: --files names files and folders that have them.',
    '--rerun names what a second run wrote: a file or a folder, matched by name with the outputs of the run, or of the run that wrote the version. An output is equal by digest, else by logical digest, else within a tolerance that you state. --absolute and --relative bound each number in a cell, row by row; the first outputs are among --files. --metric bounds a JSON object of metrics, also against the metrics that the run reported. --psi bounds each column, by the profiles of the bundle. The verdict names the rule. The second run is verified if every output is equal, broken if one differs, else claimed.',
    '--plan writes how to make it again: jobs in order, with commands, parameters, code versions and inputs; as a shell script (.sh), Markdown (.md) or JSON. Jobs of DVC are one call of dvc repro with their stages as targets.',
    'Exit status 0: every clause is true, and the second run verified; 1: a clause is false, or the second run broke it; 2: something is unknown. False outranks unknown.',
    '--json prints {holds, things: [{name, kind: "run"|"version", holds, weakest: run id | null, unmade: [name], runs: [{run, job, holds, clauses: [{clause, holds, message, todo}], repeated: {kind: "verified"|"broken"|"claimed", by: "digest"|"logicalDigest"|null, run}, rerun: {kind: "verified"|"broken"|"claimed", by: "digest"|"logicalDigest"|"cells"|"metrics"|"psi"|null, outputs: [{name, file, kind: "equal"|"differs"|"unknown", by, message}]}}]}]}. rerun is there with --rerun alone. holds is true, false or null.',
  ],
  flags: [
    jsonFlag,
    { name: 'bundle', value: 'B', help: 'the bundle that knows the runs' },
    { name: 'alias', value: 'A', help: 'the version that an alias points to, such as production' },
    {
      name: 'files',
      value: 'PATH',
      help: 'files or a folder with bytes of inputs; can be given several times',
    },
    ...rerunFlags,
    { name: 'plan', value: 'FILE', help: 'write how to make it again, as .sh, .md or .json' },
  ],
  argumentCount: { min: 0, max: 1 },
  async run({ arguments: [named], flags, output }): Promise<ExitStatus> {
    const given = flags.get('bundle');
    if (given === null) throw new UsageError('reproduce takes --bundle');
    const bundle = await readBundleFile(given);
    const { workspace } = bundle;
    const things = thingsOf(workspace, named, flags);
    const files = await filesAtHand(flags.all('files'));
    const judged = things.map((thing) => judge(workspace, thing, files));
    const reruns = await rerunsOf(bundle, judged, files, flags);
    const target = flags.get('plan');
    if (target !== null) {
      const runs = [...new Set(judged.flatMap(({ runs: own }) => own.map(({ run }) => run)))];
      const written = await writeWholeFile(
        target,
        replayText(replayPlan(workspace, runs), formatOf(target)),
        [given],
      );
      if (!written.ok) throw new UsageError(`${target}: ${written.error}`);
    }
    const holds = wholeTruth([...judged, ...[...reruns.values()].map(rerunTruth)]);
    if (flags.has('json')) output.json({ holds, things: judged.map((thing) => thingOutput(thing, reruns)) });
    else judged.flatMap((thing) => describe(thing, reruns)).forEach((line) => output.line(printable(line)));
    return holds === true ? 0 : holds === false ? 1 : 2;
  },
};

type Thing =
  | { readonly kind: 'run'; readonly run: RunView }
  | { readonly kind: 'version'; readonly version: SnapshotView };

interface JudgedThing {
  readonly name: string;
  readonly kind: Thing['kind'];
  readonly holds: Truth;
  readonly weakest: RunReproducibility | null;
  readonly unmade: readonly string[];
  readonly runs: readonly RunReproducibility[];
}

/** What is meant. Throws `UsageError`. */
function thingsOf(workspace: Workspace, named: string | undefined, flags: Flags): readonly Thing[] {
  const alias = flags.get('alias');
  if (alias !== null) {
    const artifacts =
      named === undefined ? [...workspace.artifacts.values()] : [artifactNamed(workspace, named)];
    const versions = artifacts.flatMap(({ snapshots }) =>
      snapshots.filter(({ aliases }) => aliases.includes(alias)),
    );
    if (versions.length === 0) throw new UsageError(`the alias ${alias} points to no version`);
    return versions.map((version) => ({ kind: 'version', version }));
  }
  if (named === undefined) throw new UsageError('reproduce takes a run, a model or --alias');
  const runs = [...workspace.runs.values()].filter(
    ({ run }) => run.id === named || (named.length >= 8 && run.id.startsWith(named)),
  );
  const exact = runs.find(({ run }) => run.id === named);
  if (exact) return [{ kind: 'run', run: exact }];
  if (runs.length > 1) throw new UsageError(`${runs.length} runs begin with ${named}`);
  if (runs.length === 1) return [{ kind: 'run', run: runs[0]! }];
  const [, name = named, sequence] = /^(.*)@v?(\d+)$/.exec(named) ?? [];
  const { snapshots } = artifactNamed(workspace, name);
  const version =
    sequence === undefined
      ? snapshots.at(-1)
      : snapshots.find(({ snapshot }) => snapshot.sequence === Number(sequence));
  if (!version) throw new UsageError(`${name} has no version${sequence === undefined ? '' : ` ${sequence}`}`);
  return [{ kind: 'version', version }];
}

function artifactNamed(workspace: Workspace, name: string): ArtifactView {
  const found = artifactOfPath(workspace, name);
  if (found === null) throw new UsageError(`the bundle has no run or artifact ${name}, or several`);
  return found;
}

/** The digests of files, folders searched. Throws `UnreadableBytes`. */
async function filesAtHand(given: readonly string[]): Promise<FilesAtHand> {
  if (given.length === 0) return noFiles;
  const byPath = new Map<string, string>();
  const digests = new Set<string>();
  for (const file of await filesIn(given)) {
    const read = await readFile(file, defaultReadOptions, { digestOnly: true });
    if (!read.ok) throw new UnreadableBytes(`${file}: ${read.error.message}`);
    byPath.set(file, read.value.digest);
    digests.add(read.value.digest);
    digests.add(read.value.md5);
  }
  return { byPath, digests };
}

type Reruns = ReadonlyMap<RunReproducibility, RerunVerdict>;

/** What the files of `--rerun` say of the run that is asked for, or of those that wrote what is. */
async function rerunsOf(
  bundle: Bundle,
  judged: readonly JudgedThing[],
  files: FilesAtHand,
  flags: Flags,
): Promise<Reruns> {
  const tolerance = toleranceOf(flags);
  const given = flags.all('rerun');
  if (given.length === 0) return new Map();
  const second = await rerunFiles(given);
  const facts = firstFacts(bundle, files);
  const found = new Map<RunReproducibility, RerunVerdict>();
  for (const { runs } of judged) {
    const [nearest] = runs;
    if (nearest)
      found.set(nearest, await compareRerun(bundle.workspace, nearest.run, second, tolerance, facts));
  }
  return found;
}

function rerunTruth({ kind }: RerunVerdict): { readonly holds: Truth } {
  return { holds: kind === 'claimed' ? null : kind === 'verified' };
}

function judge(workspace: Workspace, thing: Thing, files: FilesAtHand): JudgedThing {
  if (thing.kind === 'run') {
    const own = reproducibilityOfRun(workspace, thing.run, files);
    const name = `run ${thing.run.run.id} of ${thing.run.job.name}`;
    const weakest = own.holds === true ? null : own;
    return { name, kind: 'run', holds: own.holds, weakest, unmade: [], runs: [own] };
  }
  const { version: _, ...judged } = reproducibilityOfVersion(workspace, thing.version, files);
  return { kind: 'version', ...judged };
}

function formatOf(target: string): (typeof planFormats)[number] {
  return planFormats.find((format) => target.endsWith(`.${format}`)) ?? 'json';
}

function thingOutput({ weakest, runs, ...rest }: JudgedThing, reruns: Reruns) {
  return { ...rest, weakest: weakest?.run.run.id ?? null, runs: runs.map((run) => runOutput(run, reruns)) };
}

function runOutput(own: RunReproducibility, reruns: Reruns) {
  const { run, holds, clauses, repeated } = own;
  const { kind, by, run: other } = repeated;
  return {
    run: run.run.id,
    job: run.job.name,
    holds,
    clauses,
    repeated: { kind, by, run: other?.run.id ?? null },
    ...(reruns.size > 0 && { rerun: reruns.get(own) ?? null }),
  };
}

const truthWords = (holds: Truth): string => (holds === null ? 'unknown' : String(holds));

function describe({ name, holds, weakest, unmade, runs }: JudgedThing, reruns: Reruns): readonly string[] {
  return [
    `${truthWords(holds).padEnd(7)} ${name}`,
    ...(weakest === null
      ? []
      : [`        weakest link: run ${weakest.run.run.id} of ${weakest.run.job.name}`]),
    ...unmade.map((each) => `        no run is known to have made ${each}`),
    ...runs.flatMap((run) => [
      `${truthWords(run.holds).padEnd(7)} run ${run.run.run.id} of ${run.run.job.name}: ${repeatedWords(run)}`,
      ...run.clauses.map(clauseLine),
      ...rerunLines(reruns.get(run)),
    ]),
  ];
}

function rerunLines(verdict: RerunVerdict | undefined): readonly string[] {
  if (!verdict) return [];
  const by = verdict.by === null ? '' : ` by ${verdict.by}`;
  return [
    `        second run: ${verdict.kind}${by}`,
    ...verdict.outputs.map(
      ({ name, file, kind, message }) =>
        `          ${kind.padEnd(7)} ${name}${file === null ? '' : ` = ${file}`}: ${message}`,
    ),
  ];
}

function repeatedWords({ repeated: { kind, by } }: RunReproducibility): string {
  if (kind === 'verified')
    return `verified by ${by === 'digest' ? 'digest' : 'logical digest'}: another run gave the same`;
  return kind === 'broken'
    ? 'broken: another run of the same gave something else'
    : 'claimed: no other run tells';
}

function clauseLine({ clause, holds, message, todo }: ReproducibilityClause): string {
  return `        ${truthWords(holds).padEnd(7)} ${clause}: ${message}${todo === null ? '' : `. ${todo}`}`;
}
