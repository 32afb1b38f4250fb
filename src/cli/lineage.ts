import { randomUUID } from 'node:crypto';
import { open, readdir } from 'node:fs/promises';
import path from 'node:path';
import { looksLikeBundle } from '../formats/bundle/looksLikeBundle';
import { looksLikeOpenLineage } from '../formats/openlineage/looksLikeOpenLineage';
import { err, ok, type Result } from '../lib/result';
import { exportBundle } from '../operations/workspaces/bundle';
import { exportOpenLineage } from '../operations/lineage/exportLineage';
import { importFile } from '../operations/workspaces/importFile';
import type { ImportSummary, LineageCounts } from '../operations/lineage/importSummary';
import { loadWorkspace } from '../operations/core/loadWorkspace';
import type { OperationFailure } from '../operations/core/outcome';
import type { OperationPorts } from '../operations/core/ports';
import { createMemoryStore } from '../storage/memoryStore';
import type { ActorId } from '../versioning/records';
import { timestampFromMilliseconds } from '../versioning/timestamp';
import { type Command, type ExitStatus, jsonFlag, UsageError } from './command';
import { fileFault } from './fileFault';
import { nodeHashers, nodeText } from './nodePorts';
import { printable } from './output';
import { refuseFile } from './readFile';
import { kindOfPath } from './readFolder';
import { readText } from './readText';
import { writeWholeFile } from './writeFile';

/** What `--json` prints of one file. */
type SourceOutput =
  | {
      readonly path: string;
      readonly format: ImportSummary['format'];
      readonly warnings: ImportSummary['warnings'];
    }
  | { readonly path: string; readonly failure: SourceFailure };

interface SourceFailure {
  readonly kind: string;
  readonly message: string;
  /** A JSON pointer, or a line and column in words. */
  readonly place?: string;
  readonly line?: number;
  readonly column?: number;
}

const exporters = { openlineage: exportOpenLineage, throughline: exportBundle };

export const lineageCommand: Command = {
  name: 'lineage',
  synopsis: 'PATH…',
  summary: 'Reads lineage files into one graph, and writes it as OpenLineage or as a bundle.',
  details: [
    'A file is OpenLineage events (an object, a list or JSON Lines) or a bundle of Throughline. Of a folder, all such files are read, at any depth.',
    '--json prints {sources: [{path, format, warnings: [{message, place, count}]}], counts: {artifacts, snapshots, jobs, runs, edges}}. A file that cannot be read stands in its place as {path, failure: {kind, message, place?, line?, column?}}; nothing of it is in the graph, and the exit status is 2, as it is where a folder has no such file. With --export and without -o, standard output is the export itself. Where nothing was read, nothing is exported. A FILE of -o that cannot be written gives {path, failure: {kind, message}}.',
  ],
  flags: [
    jsonFlag,
    { name: 'export', value: 'FORMAT', help: 'write the graph as openlineage or throughline' },
    {
      name: 'output',
      short: 'o',
      value: 'FILE',
      help: 'where to write the export, whole or not at all; standard output without it, or for -',
    },
  ],
  argumentCount: { min: 1, max: Number.POSITIVE_INFINITY },
  async run({ arguments: paths, flags, output }): Promise<ExitStatus> {
    const format = exportFormat(flags.get('export'));
    const target = flags.get('output');
    if (target !== null && !format) throw new UsageError('-o needs --export');
    const ports = memoryPorts();
    const sources = await readSources(ports, paths);
    for (const source of sources) {
      if ('failure' in source) output.message(printable(failureLine(source)));
      else
        for (const warning of source.warnings) output.message(printable(warningLine(source.path, warning)));
    }
    const counts = await countLineage(ports);
    const hasRead = sources.some((source) => !('failure' in source));
    const status: ExitStatus = sources.some((source) => 'failure' in source) ? 2 : 0;
    if (format && (target === null || target === '-') && (hasRead || !flags.has('json'))) {
      if (hasRead) output.line((await exported(ports, format)).trimEnd());
      return status;
    }
    const isWritten = format !== null && hasRead && target !== null;
    if (isWritten) {
      const inputs = sources.map((source) => source.path);
      const written = await writeWholeFile(target, await exported(ports, format), inputs);
      if (!written.ok)
        return refuseFile(target, { kind: 'unwritable', message: written.error }, flags, output);
    }
    if (flags.has('json')) output.json({ sources, counts, ...(isWritten && { output: target }) });
    else describe(sources, counts, isWritten ? target : null).forEach((line) => output.line(printable(line)));
    return status;
  },
};

/** Every file of the paths, in order; a folder without a file of lineage is one that was not read. */
async function readSources(
  ports: OperationPorts,
  paths: readonly string[],
): Promise<readonly SourceOutput[]> {
  const sources: SourceOutput[] = [];
  for (const given of paths) {
    const files = await lineageFiles(given);
    if (!files.ok) sources.push({ path: given, failure: files.error });
    else if (files.value.length === 0) sources.push({ path: given, failure: noInput });
    else for (const file of files.value) sources.push(await readSource(ports, file));
  }
  return sources;
}

const noInput: SourceFailure = { kind: 'noInput', message: 'there is no file of lineage in it' };

async function exported(ports: OperationPorts, format: keyof typeof exporters): Promise<string> {
  const text = await exporters[format](ports, null);
  if (!text.ok) throw new Error(text.error.kind);
  return text.value;
}

function exportFormat(given: string | null): keyof typeof exporters | null {
  if (given === null) return null;
  if (given === 'openlineage' || given === 'throughline') return given;
  throw new UsageError(`--export takes openlineage or throughline, and not ${JSON.stringify(given)}`);
}

function memoryPorts(): OperationPorts {
  return {
    store: createMemoryStore(),
    hashers: nodeHashers,
    text: nodeText,
    newId: () => randomUUID(),
    now: () => timestampFromMilliseconds(Date.now()),
    actor: 'command line' as ActorId,
  };
}

/** A file itself, whatever it holds; of a folder the files that look like lineage, in byte order of their paths. */
async function lineageFiles(given: string): Promise<Result<string[], SourceFailure>> {
  const kind = await kindOfPath(given);
  if (!kind.ok) return err({ kind: 'unreadableFile', message: kind.error.message });
  if (kind.value === 'file') return ok([given]);
  const found: string[] = [];
  const waiting = [given];
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    try {
      for (const entry of await readdir(folder, { withFileTypes: true })) {
        const at = path.join(folder, entry.name);
        if (entry.isDirectory() && entry.name !== '.git' && entry.name !== 'node_modules') waiting.push(at);
        else if (entry.isFile() && /\.(json|jsonl|ndjson)$/i.test(entry.name) && (await looksLikeLineage(at)))
          found.push(at);
      }
    } catch (error) {
      return err({ kind: 'unreadableFile', message: fileFault(error) });
    }
  }
  return ok(found.sort());
}

const headByteLength = 64 * 1024;

async function looksLikeLineage(at: string): Promise<boolean> {
  const handle = await open(at);
  try {
    const { buffer, bytesRead } = await handle.read(new Uint8Array(headByteLength), 0, headByteLength, 0);
    const head = Buffer.from(buffer.subarray(0, bytesRead)).toString('utf8');
    return looksLikeBundle(head) || looksLikeOpenLineage(head);
  } finally {
    await handle.close();
  }
}

async function readSource(ports: OperationPorts, at: string): Promise<SourceOutput> {
  const text = await readText(at);
  if (!text.ok) {
    const kind = text.error.kind === 'unreadable' ? 'unreadableFile' : 'malformedLineage';
    return { path: at, failure: { kind, message: text.error.message } };
  }
  const imported = await importFile(ports, { path: at, text: text.value });
  if (!imported.ok) return { path: at, failure: failureOf(imported.error) };
  const { format, warnings } = imported.value.value;
  return { path: at, format, warnings };
}

function failureOf(failure: OperationFailure): SourceFailure {
  const message = 'message' in failure ? failure.message : failure.kind;
  if (!('place' in failure)) return { kind: failure.kind, message };
  const { kind, place } = failure;
  const [, line, column] = /^line (\d+)(?:, column (\d+))?/.exec(place) ?? [];
  return {
    kind,
    message,
    place,
    ...(line !== undefined && { line: Number(line) }),
    ...(column !== undefined && { column: Number(column) }),
  };
}

async function countLineage({ store }: OperationPorts): Promise<LineageCounts> {
  const loaded = await loadWorkspace(store);
  if (!loaded.ok) throw new Error(loaded.error.kind);
  const workspace = loaded.value;
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

function warningLine(at: string, { message, place, count }: ImportSummary['warnings'][number]): string {
  const where = place === '' ? '' : ` (first at ${place})`;
  return `${at}: warning: ${message}${count > 1 ? `, ${count} times` : ''}${where}`;
}
