/** What says something of bytes, `files` by their lists of chunks: of an import it is a claim until the bytes are read here. */
export type UnreadTable = 'readings' | 'manifests' | 'files';

/**
 * What this workspace knows of bytes by an import alone. Of this device, and never exported: elsewhere all that a bundle says
 * is a claim. A profile is what its reading is.
 */
export interface Unread {
  /** As `unreadKey` writes them. */
  all(): Promise<readonly string[]>;
  add(unread: readonly string[]): Promise<void>;
  remove(unread: readonly string[]): Promise<void>;
}

/** How what is not read is written: the table and the key. */
export function unreadKey(table: UnreadTable, key: string): string {
  return `${table} ${key}`;
}

/** Whether what a store says of bytes was not read here, to be asked for many. */
export async function readUnread({
  unread,
}: {
  readonly unread: Unread;
}): Promise<(table: UnreadTable, key: string) => boolean> {
  const all = new Set(await unread.all());
  return (table, key) => all.has(unreadKey(table, key));
}
