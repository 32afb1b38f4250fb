import type { NoLineage, RecognisedLineage } from '../../formats/recogniseLineage';

/** What a scan for lineage left out, by reason. */
export interface LeftOutOfScan extends Readonly<Record<NoLineage, number>> {
  /** Files of formats that are known and not read, by what they are. */
  readonly known: Readonly<Record<string, number>>;
  /** Files that may not be read. */
  readonly unreadable: readonly string[];
  /** Folders that are never searched. */
  readonly notSearched: readonly string[];
}

/** Counts what a scan for lineage finds. */
export class ScanTally {
  fileCount = 0;
  lineageCount = 0;
  private readonly counts = { data: 0, binary: 0, empty: 0 };
  private readonly known = new Map<string, number>();
  private readonly unreadable: string[] = [];
  private readonly notSearched = new Set<string>();

  /** Takes what a file was recognised as; null where it cannot be read. */
  take(path: string, recognised: RecognisedLineage | null): void {
    this.fileCount++;
    if (recognised === null) this.unreadable.push(path);
    else if (recognised.kind === 'none') this.counts[recognised.reason]++;
    else if (recognised.kind === 'other')
      this.known.set(recognised.file.title, (this.known.get(recognised.file.title) ?? 0) + 1);
    else this.lineageCount++;
  }

  /** Takes in what another scan counted. */
  add(other: ScanTally): void {
    this.fileCount += other.fileCount;
    this.lineageCount += other.lineageCount;
    for (const reason of ['data', 'binary', 'empty'] as const) this.counts[reason] += other.counts[reason];
    for (const [title, times] of other.known) this.known.set(title, (this.known.get(title) ?? 0) + times);
    this.unreadable.push(...other.unreadable);
    for (const folder of other.notSearched) this.notSearched.add(folder);
  }

  passFolder(path: string): void {
    this.notSearched.add(path);
  }

  get leftOut(): LeftOutOfScan {
    return {
      ...this.counts,
      known: Object.fromEntries(this.known),
      unreadable: this.unreadable,
      notSearched: [...this.notSearched],
    };
  }
}

/** What a scan left out, in words, a reason each. */
export function leftOutWords(leftOut: LeftOutOfScan): readonly string[] {
  const { empty, binary, data, known, unreadable, notSearched } = leftOut;
  return [
    data > 0 && `without lineage: ${count(data)}`,
    binary > 0 && `binary: ${count(binary)}`,
    empty > 0 && `empty: ${count(empty)}`,
    ...Object.entries(known).map(([title, times]) => `${title}, not read as lineage: ${count(times)}`),
    unreadable.length > 0 && `cannot be read: ${someNames(unreadable)}`,
    notSearched.length > 0 && `not searched: ${someNames(notSearched)}`,
  ].filter((words) => words !== false);
}

const mostNames = 5;

/** The first names, and how many more there are. */
export function someNames(names: readonly string[]): string {
  const more = names.length - mostNames;
  return names.slice(0, mostNames).join(', ') + (more > 0 ? ` and ${count(more)} more` : '');
}

function count(amount: number): string {
  return amount.toLocaleString('en-US');
}
