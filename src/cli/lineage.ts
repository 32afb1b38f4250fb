import type { LineageWarning } from '../lineage/facts';
import { graphOutput } from '../operations/lineage/graphOutput';
import type { LineageCounts } from '../operations/lineage/importSummary';
import type { Workspace } from '../operations/core/workspace';
import { type Command, type ExitStatus, jsonFlag, type Output, UsageError } from './command';
import { exportScopeOf } from './exportScope';
import { followFlag } from './followFlag';
import { compareLineage } from './lineageAgainst';
import { describePost, exportFormat, exportFormats, postAll, postStatus, postTarget } from './lineageExport';
import { madeExport } from './madeExport';
import { compareRevisionsAt } from './lineageRevisions';
import { scanLine, type FolderScan } from './lineageFiles';
import { readPaths, type SourceFailure, type SourceOutput } from './lineageSources';
import { memoryPorts, workspaceOf } from './memoryWorkspace';
import { printable } from './output';
import { refuseFile } from './readFile';

/** `throughline lineage`: many lineage files as one graph, printed or written in a format of lineage. */
export const lineageCommand: Command = {
  details: [
    'A file holds OpenLineage events: an object, a list, JSON Lines, concatenated objects, or a log, in UTF-8 or UTF-16, in gzip or not. Or it is a bundle of Throughline; a manifest, run results, source freshness or catalog of dbt; a pipeline, lock or pointer of DVC; or a pointer of git-lfs. The history of a Git repository is read from its .git. A .zip, .tar or .tar.gz is read as the folder that it holds. In a folder, the command looks at every file, whatever its name and depth, except below .git, .venv, node_modules, __pycache__ and .dvc/cache. It follows symbolic links as `find -L` does, but stays inside the folder. A bad event refuses its file; one in a folder is then left out with a warning.',
    '--against compares two manifests of dbt, or the folders that hold them, as `state:modified` does. It prints what is new, removed, or modified, and in which part: body, configs, relation, macros, contract, persisted_descriptions, definition (without code), path or dependencies. With --json it prints {before, after, changes: [{id, change, reasons}]}.',
    '--against git:REV compares the HEAD of the Git repository around PATH with a revision; git:REV..REV compares two revisions. It compares stages of DVC as declared, parameters, metrics, and versions of data. With --json it prints {before: {id, author, time, subject}, after, stages: [{name, change, reasons}], parameters: [{name, before, after}], metrics, data: [{namespace, name, before: {version, byteLength}, after}]}. A side that has none is null. The exit status is 0, or 2 if a revision cannot be found.',
    '--json prints {sources: [{path, format, warnings: [{message, place, count}], badEventCount?}], scans: [{path, fileCount, leftOut: {data, binary, empty, known, unreadable, notSearched, links: {leaving, circling, broken}}}], counts: {artifacts, snapshots, jobs, runs, edges}}. `scans` has the folders: how many files were left out for what reason, and the names of links and folders that were not followed or searched. A file that cannot be read appears in its place as {path, failure: {kind, message, place?, line?, column?}}, and nothing of it is in the graph. The exit status is 2 if you named that file, or if nothing of its folder was read. With --export and without -o, standard output is the export itself. Where nothing was read, nothing is exported. A FILE of -o that cannot be written gives {path, failure: {kind, message}}.',
    '--export writes what was read: openlineage (events), throughline (a bundle, lossless), prov-json, prov-n, ro-crate (detached metadata), croissant (datasets with files and columns), dot, mermaid, or csv (nodes and edges). Three formats write files into the folder of -o. dvc: a .dvc file for each dataset with an MD5 that no stage writes. dvc-lock: the last run of each stage of DVC. git-lfs: a pointer for each file with a SHA-256. Standard error counts what a format cannot hold. The page docs/formats.md says what each can hold. --within and --only limit the export to a part. Write a NAME that several things share with its namespace and a slash before it. --url posts the events instead, one after the other. It tries temporary failures five times with doubling waits, and counts refused events. With --json it adds posted: {url, eventCount, arrived, refused: [{event, status, message}], notSent, stoppedBy, retryCount}. The exit status is 1 if events were refused, 2 if sending ended early.',
    '--json --graph adds what the command understood, alike for every format. graph: {datasets: [{namespace, name, names, kind, told, versions: [{version, sha256, md5, time, message, aliases, told}]}], jobs: [{namespace, name, names, kind, told}], runs: [{id, job, state, startedAt, endedAt, parent: {id, job}, root: {id, job}, parameters: [{name, value}], metrics: [{name, points: [[step, time, value]]}], told, inputs: [{dataset, version, purpose, told}], outputs}], links: [{from, to, kind, origin, purpose}], columnLinks: [{from: {dataset, column}, to: {dataset, column}, transformations: [[type, subtype, masking]]}], findings: [{kind: "cycle", nodes}, {kind: "undeclared" or "unused", job, dataset}, {kind: "twoProducers", dataset, jobs}]}. undeclared: a run read it and its job does not declare it. unused: declared, and no run of the job read it. twoProducers: several jobs write it, and one of them declares so. A reference is {namespace, name}. In told stands what sources say and Throughline did not measure, such as schema, owners, statistics, assertions or lifecycle: the last of each kind. A link of kind data leads between a dataset and a job, renamed and derived between two datasets, order from a job to one that waits for it. A dataset goes by the least of the names that are used directly; names lists all of them. What is unknown is null, and so is the column of a link to a whole dataset; NaN and infinities are text; times are in UTC. A state is running, completed, failed, aborted or unknown, an origin observed, declared, inferred or manual.',
  ],
  flags: [
    jsonFlag,
    { name: 'graph', value: null, help: 'with --json, print all that was understood, too' },
    {
      name: 'skip-bad-events',
      value: null,
      help: 'leave out events that cannot be read, counted, and read the others',
    },
    followFlag,
    {
      name: 'against',
      value: 'BEFORE',
      help: 'compare instead: with an earlier manifest of dbt, or with a revision, as git:REV or git:REV..REV',
    },
    { name: 'export', value: 'FORMAT', help: `write the graph as ${exportFormats.join(', ')}` },
    {
      name: 'within',
      value: 'NAME',
      help: 'of the graph, export only this dataset or job with all that it came from and all that came of it',
    },
    {
      name: 'only',
      value: 'NAME',
      help: 'export only this dataset or job, and the links to others that are named so; may be given more than once',
    },
    {
      name: 'url',
      value: 'URL',
      help: 'post the events to a collector such as Marquez, with the key of OPENLINEAGE_API_KEY',
    },
    {
      name: 'output',
      short: 'o',
      value: 'FILE',
      help: 'where to write the export, whole or not at all: a folder for dvc, dvc-lock and git-lfs; standard output without it, or for -',
    },
  ],
  argumentCount: { min: 1, max: Number.POSITIVE_INFINITY },
  async run({ arguments: paths, flags, output }): Promise<ExitStatus> {
    const before = flags.get('against');
    if (before !== null) {
      const [after, ...others] = paths;
      if (others.length > 0 || flags.has('export') || flags.has('graph'))
        throw new UsageError('--against takes one PATH, without --export and --graph');
      if (before.startsWith('git:')) return compareRevisionsAt(after!, before, flags, output);
      return compareLineage(after!, before, flags, output);
    }
    const format = exportFormat(flags.get('export'));
    const target = flags.get('output');
    if (target !== null && !format) throw new UsageError('-o needs --export');
    const url = postTarget(flags.get('url'), format, target);
    if ((flags.has('within') || flags.has('only')) && !format)
      throw new UsageError('--within and --only need --export');
    if (flags.has('graph') && !flags.has('json')) throw new UsageError('--graph needs --json');
    const ports = memoryPorts(format === 'throughline' ? 'sealed' : 'none');
    const badEvents = flags.has('skip-bad-events') ? 'leaveOut' : 'refuse';
    const { sources, scans, isRefused } = await readPaths(ports, paths, flags.all('follow'), badEvents);
    sayWhatWasRead(scans, sources, output);
    const workspace = await workspaceOf(ports);
    const scope = exportScopeOf(workspace, flags.get('within'), flags.all('only'));
    const counts = countLineage(workspace);
    const hasRead = sources.some((source) => !('failure' in source));
    const status: ExitStatus = isRefused ? 2 : 0;
    if (url !== null && hasRead) {
      const posted = await postAll(ports, url, scope);
      if (flags.has('json')) output.json({ sources, scans: scans.map(scanOutput), counts, posted });
      else describePost(posted).forEach((line) => output.line(printable(line)));
      return isRefused ? 2 : postStatus(posted);
    }
    const place = target === '-' ? null : target;
    const made = format && hasRead ? await madeExport(ports, format, scope, place) : null;
    for (const line of made?.notes ?? []) output.message(printable(line));
    if (format && place === null && (hasRead || !flags.has('json'))) {
      const text = made?.text.trimEnd() ?? '';
      if (text !== '') output.line(text);
      return status;
    }
    const isWritten = made !== null && place !== null;
    if (isWritten) {
      const inputs = sources.map((source) => source.path);
      const written = await made.write(place, inputs);
      if (!written.ok) {
        const { path, message } = written.error;
        return refuseFile(path, { kind: 'unwritable', message }, flags, output);
      }
    }
    if (flags.has('json'))
      output.json({
        sources,
        scans: scans.map(scanOutput),
        counts,
        ...(flags.has('graph') && { graph: graphOutput(workspace) }),
        ...(isWritten && { output: target }),
      });
    else describe(sources, counts, isWritten ? target : null).forEach((line) => output.line(printable(line)));
    return status;
  },
};

function sayWhatWasRead(
  scans: readonly FolderScan[],
  sources: readonly SourceOutput[],
  output: Output,
): void {
  for (const scan of scans) output.message(printable(scanLine(scan)));
  for (const source of sources) {
    if ('failure' in source) output.message(printable(failureLine(source)));
    else for (const warning of source.warnings) output.message(printable(warningLine(source.path, warning)));
  }
}

function countLineage(workspace: Workspace): LineageCounts {
  return {
    artifacts: workspace.artifacts.size,
    snapshots: workspace.snapshots.size,
    jobs: workspace.jobs.size,
    runs: workspace.runs.size,
    edges: workspace.graph('definition').edges.length,
  };
}

function describe(sources: readonly SourceOutput[], counts: LineageCounts, target: string | null): string[] {
  const read = sources.filter((source) => !('failure' in source)).length;
  return [
    `${read} of ${sources.length} ${sources.length === 1 ? 'file' : 'files'} read`,
    ...Object.entries(counts).map(
      ([name, count]: [string, number]) =>
        `  ${name.padEnd(10)}${count.toLocaleString('en-US').padStart(10)}`,
    ),
    ...(target === null ? [] : [`written to ${target}`]),
  ];
}

function scanOutput({
  path,
  fileCount,
  leftOut,
}: FolderScan): Pick<FolderScan, 'path' | 'fileCount' | 'leftOut'> {
  return { path, fileCount, leftOut };
}

function failureLine({
  path: at,
  failure,
}: {
  readonly path: string;
  readonly failure: SourceFailure;
}): string {
  return failure.place === undefined
    ? `${at}: ${failure.message}`
    : `${at}: ${failure.place}: ${failure.message}`;
}

function warningLine(at: string, { message, place, count }: LineageWarning): string {
  const where = place === '' ? '' : ` (first at ${place})`;
  return `${at}: warning: ${message}${count > 1 ? `, ${count} times` : ''}${where}`;
}
