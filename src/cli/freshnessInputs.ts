import { stat } from 'node:fs/promises';
import path from 'node:path';
import { readSourceObjectives, type SourceObjective } from '../formats/dbt/readSourceObjectives';
import { looksLikeContract } from '../formats/odcs/looksLikeContract';
import { UnreadableBytes } from '../formats/pieces';
import { readContractFile, type ContractFile } from './readContractFile';
import { kindOfPath } from './readFolder';
import { readText } from './readText';
import { namesOfFolder } from './snapshotFiles';

/** Larger files are data. */
const largestStatement = 16 * 1024 * 1024;

/** A source of dbt, and the file that says how fresh it has to be. */
export interface StatedSource extends SourceObjective {
  readonly file: string;
}

/** What the paths of a command are: statements of objectives, and files of data. */
export interface FreshnessInputs {
  readonly contracts: readonly ContractFile[];
  readonly sources: readonly StatedSource[];
  /** Files that a path names itself. */
  readonly named: readonly string[];
  /** Files of folders. */
  readonly found: readonly string[];
}

/** Sorts paths, folders searched, into contracts, files of dbt and data. Throws `UnreadableBytes` where one cannot be read. */
export async function readFreshnessInputs(
  paths: readonly string[],
  contractPaths: readonly string[],
): Promise<FreshnessInputs> {
  const contracts: ContractFile[] = [];
  for (const each of contractPaths) contracts.push(await readContractFile(each));
  const sources: StatedSource[] = [];
  const [named, found] = [[] as string[], [] as string[]];
  const sort = async (file: string, data: string[]): Promise<void> => {
    const isText = /\.(?:ya?ml|json)$/i.test(file) && (await stat(file)).size <= largestStatement;
    const text = isText ? await readText(file) : null;
    const stated = text?.ok ? readSourceObjectives(text.value) : null;
    if (text?.ok && looksLikeContract(text.value)) contracts.push(await readContractFile(file));
    else if (stated !== null) sources.push(...stated.map((each) => ({ ...each, file })));
    else data.push(file);
  };
  for (const given of paths) {
    const kind = await kindOfPath(given);
    if (!kind.ok) throw new UnreadableBytes(`${given}: ${kind.error.message}`);
    if (kind.value !== 'directory') {
      await sort(given, named);
      continue;
    }
    const names = await namesOfFolder(given, []);
    if (!names.ok) throw new UnreadableBytes(`${given}: ${names.error}`);
    for (const name of names.value) await sort(path.join(given, name), found);
  }
  return { contracts, sources: joinedSources(sources), named, found };
}

/** What a file asks and what a run of `dbt source freshness` saw are one: who asks without having seen, with the last loading that is told. */
function joinedSources(sources: readonly StatedSource[]): readonly StatedSource[] {
  const joined = new Map<string, StatedSource>();
  for (const each of sources) {
    const known = joined.get(each.name) ?? each;
    const asking = known.loadedAt !== null && each.loadedAt === null ? each : known;
    const seen = [known, each].flatMap(({ loadedAt }) => loadedAt ?? []);
    joined.set(each.name, { ...asking, loadedAt: seen.length === 0 ? null : Math.max(...seen) });
  }
  return [...joined.values()];
}

/** Whether a file is that of a table, by its name with its endings or without. */
export function isFileOf(table: string, file: string): boolean {
  const name = path.basename(file);
  return name === table || name.replace(/\.[^.]+(?:\.(?:gz|zst|bz2|xz))?$/i, '') === table;
}
