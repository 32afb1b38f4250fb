import path from 'node:path';
import { draftContract, editsOfSuggestion } from '../formats/odcs/draftContract';
import { editContract } from '../formats/odcs/editContract';
import { readContract } from '../formats/odcs/readContract';
import { parseYaml } from '../formats/odcs/tree';
import { readRows } from '../formats/readRows';
import { UnreadableBytes } from '../formats/pieces';
import { ContractCheck } from '../gates/contract/contractCheck';
import { noFacts } from '../gates/contract/tableFacts';
import { RowFacts } from '../gates/suggest/rowFacts';
import { suggestContract, type Suggestion } from '../gates/suggest/suggestContract';
import type { PastVersion } from '../gates/suggest/suggestion';
import type { ReadOptions } from '../table/schema';
import type { RowConsumer } from '../table/tableRows';
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
  name: 'contract suggest',
  synopsis: 'FILE…',
  summary: 'Drafts a contract from past versions of a table, oldest first; each clause says why.',
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
    const versions: ReadVersion[] = [];
    for (const at of paths) versions.push(await readVersion(at, options));
    const drafted = suggestContract(versions, Date.now());
    const { suggestion, leftOut } = await keptByAll(name, drafted, versions, options);
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

interface ReadVersion extends PastVersion {
  readonly path: string;
}

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

async function readVersion(at: string, options: ReadOptions): Promise<ReadVersion> {
  const read = await readTableFile(at, options);
  if (!read.ok) throw new UnreadableBytes(describeFailureLine(at, read.error));
  const rows = new RowFacts();
  await eachRow(at, options, rows);
  const { reading, profile } = read.value;
  return { path: at, profile, facts: rows.facts(), encoding: reading.dialect?.encoding ?? null };
}

async function eachRow(at: string, options: ReadOptions, rows: RowConsumer): Promise<readonly string[]> {
  const read = await withFile(at, (source) =>
    readRows(
      source,
      { path: at, options, textColumns: [] },
      rows,
      nodeIngestPorts,
      new AbortController().signal,
    ),
  );
  if (!read.ok) throw new UnreadableBytes(describeFailureLine(at, read.error));
  return read.value.columnNames;
}

/** A draft without the clauses that a version breaks, or that cannot be told of it. */
async function keptByAll(
  name: string,
  drafted: Suggestion,
  versions: readonly ReadVersion[],
  options: ReadOptions,
): Promise<{ readonly suggestion: Suggestion; readonly leftOut: readonly string[] }> {
  const contract = readContract(draftContract(name, drafted));
  if (!contract.ok) throw new Error(contract.error.message);
  const [object] = contract.value.objects;
  const broken = new Map<string, string>();
  const matcher = watchedMatcher();
  for (const { path: at, profile, encoding } of versions) {
    const check = new ContractCheck(contract.value, matcher.match, Date.now());
    const names = await eachRow(at, options, check.begin(object!));
    for (const { clause, outcome } of check.finish(object!, names, { ...noFacts, profile, encoding }))
      if (outcome.verdict !== 'pass')
        broken.set(
          JSON.stringify([clause.column, clause.name]),
          `${clause.column ?? name}: ${clause.name}: ${at}: ${outcome.evidence.message}`,
        );
  }
  await matcher.end();
  const isKept = ({ column, name: clause }: Suggestion['clauses'][number]): boolean =>
    !broken.has(JSON.stringify([column, clause]));
  return {
    suggestion: { ...drafted, clauses: drafted.clauses.filter(isKept) },
    leftOut: [...broken.values()],
  };
}

async function writtenContract(name: string, suggestion: Suggestion, into: string | null): Promise<string> {
  if (into === null) return draftContract(name, suggestion);
  const text = await readText(into);
  if (!text.ok) throw new UnreadableBytes(`${into}: ${text.error.message}`);
  const contract = readContract(text.value);
  if (!contract.ok) throw new UnreadableBytes(`${into}: ${contract.error.place} ${contract.error.message}`);
  const object = contract.value.objects.find((each) => each.name === name || each.physicalName === name);
  if (object === undefined)
    throw new UnreadableBytes(`${into}: it has no object ${name}; say which with --name`);
  const columns = object.properties.map(({ path: own, pointer }) => ({ name: own, pointer }));
  const edits = editsOfSuggestion(suggestion, { pointer: object.pointer, columns }, hasPointer(text.value));
  const edited = editContract(text.value, edits);
  if (!edited.ok) throw new UnreadableBytes(`${into}: ${edited.error.place} ${edited.error.message}`);
  return edited.value;
}

function hasPointer(text: string): (pointer: string) => boolean {
  const parsed = parseYaml(text.replace(/^\uFEFF/, ''));
  return (pointer) => {
    if (!parsed.ok) return false;
    const steps = pointer
      .split('/')
      .slice(1)
      .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
    return parsed.value.document.hasIn(steps);
  };
}
