/** One column that a part's path gives to all of its rows. */
export interface PartitionValue {
  readonly name: string;
  /** Null where the path says that there is no value. */
  readonly value: string | null;
}

/** What Hive and Spark call a folder of rows without a value. */
const noValue = '__HIVE_DEFAULT_PARTITION__';

/** The partition columns of a part, outermost first: `dt=2026-01-01/part-0.parquet` has `dt`. Rule [T18]. */
export function partitionOf(path: string): readonly PartitionValue[] {
  return path
    .split('/')
    .slice(0, -1)
    .flatMap((folder) => {
      const at = folder.indexOf('=');
      if (at < 1) return [];
      const text = unescaped(folder.slice(at + 1));
      return { name: unescaped(folder.slice(0, at)), value: text === noValue || text === '' ? null : text };
    });
}

/** Hive escapes what a folder's name cannot hold as `%2F`. What is no escape stands for itself. */
function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
