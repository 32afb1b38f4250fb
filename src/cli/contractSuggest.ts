import path from 'node:path';
import { readRows } from '../formats/readRows';
import { UnreadableBytes } from '../formats/pieces';
import type { Suggestion } from '../gates/suggest/suggestContract';
import { draftFromVersions, type PastTable } from '../operations/contracts/draftFromVersions';
import type { ReadOptions } from '../table/schema';
import { writeSuggestion } from '../operations/contracts/writeSuggestion';
import { jsonFlag, type Command, type ExitStatus } from './command';
import { nodeIngestPorts, withFile } from './nodePorts';
import { printable } from './output';
import { watchedMatcher } from './patternWorker';
import { describeFailureLine, readTableFile, refuseFile } from './readFile';
import { readFlags, readOptionsOf } from './readFlags';
import { readText } from './readText';
import { writeWholeFile } from './writeFile';

/** `contract suggest`: drafts a contract from past versions of a table. */
export const contractSuggestCommand: Command = {
  details: [
    'Every file keeps the draft: a clause that one of them breaks is left out, and named. Read it, and keep what you mean.',
    '--into C adds to a contract that is there: keys that it has stay as they are, comments and order too.',
    '--json prints {contract, clauses: [{column, clause, value, reason}]}, with the draft as text.',
  ],
  flags: [
    jsonFlag,
    { name: 'name', value: 'NAME', help: 'what the table is called (default: the name of the last file)' },
    { name: 'into', value: 'C', help: 'add to this contract, in the object of that name' },
    { name: 'output', short: 'o', value: 'F', help: 'write it to a file, whole or not at all' },
    ...readFlags,
  ],
  argumentCount: { min: 1, max: Number.POSITIVE_INFINITY },
  async run({ arguments: paths, flags, output }): Promise<ExitStatus> {
    const options = readOptionsOf(flags);
    const name = flags.get('name') ?? nameOf(paths.at(-1)!);
    const versions: PastTable[] = [];
    for (const at of paths) versions.push(await pastTable(at, options));
    const matcher = watchedMatcher();
    const drafted = await draftFromVersions(name, versions, Date.now(), matcher.match);
    await matcher.end();
    if (!drafted.ok) throw new UnreadableBytes(describeFailureLine(drafted.error.title, drafted.error));
    const { suggestion, leftOut } = drafted.value;
    for (const words of leftOut) output.message(printable(`left out: ${words}`));
    const text = await writtenContract(name, suggestion, flags.get('into'));
    const target = flags.get('output');
    if (target !== null) {
      const into = flags.get('into');
      const inputs = into === null ? paths : [...paths, into];
      const written = await writeWholeFile(target, text, inputs);
      if (!written.ok)
        return refuseFile(target, { kind: 'unwritable', message: written.error }, flags, output);
    }
    if (flags.has('json')) output.json(outputOf(text, suggestion));
    else if (target === null) output.line(text.trimEnd());
    else output.line(printable(`${suggestion.clauses.length} clauses written to ${target}`));
    return 0;
  },
};

function nameOf(file: string): string {
  return path
    .basename(file)
    .replace(/\.(?:gz|zst)$/i, '')
    .replace(/\.[^.]+$/, '');
}

function outputOf(contract: string, { clauses }: Suggestion) {
  return {
    contract,
    clauses: clauses.map(({ column, name, value, reason }) => ({ column, clause: name, value, reason })),
  };
}

async function pastTable(at: string, options: ReadOptions): Promise<PastTable> {
  const read = await readTableFile(at, options);
  if (!read.ok) throw new UnreadableBytes(describeFailureLine(at, read.error));
  const { reading, profile } = read.value;
  return {
    title: at,
    profile,
    encoding: reading.dialect?.encoding ?? null,
    read: (rows) =>
      withFile(at, (source) =>
        readRows(
          source,
          { path: at, options, textColumns: [] },
          rows,
          nodeIngestPorts,
          new AbortController().signal,
        ),
      ),
  };
}

async function writtenContract(name: string, suggestion: Suggestion, into: string | null): Promise<string> {
  const text = into === null ? null : await readText(into);
  if (text?.ok === false) throw new UnreadableBytes(`${into}: ${text.error.message}`);
  const written = writeSuggestion(name, suggestion, text?.value ?? null);
  if (!written.ok) throw new UnreadableBytes(`${into}: ${written.error.place} ${written.error.message}`);
  return written.value;
}
