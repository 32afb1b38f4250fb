import { create } from 'zustand';

import type { FileDigest } from '../../operations/releases/matchFile';
import { readEvidenceFile } from '../../state/releaseEvidence';
import type { DroppedItem, Services } from '../../state/services';

/** Evidence of a release that somebody is checking; kept for this visit. */
interface EvidenceCheck {
  readonly name: string;
  /** Null until a file of evidence was dropped or chosen. */
  readonly text: string | null;
  readonly files: readonly FileDigest[];
  /** Why what was given cannot be checked; null where it can. */
  readonly fault: string | null;
  readonly isReading: boolean;
}

const nothing: EvidenceCheck = { name: '', text: null, files: [], fault: null, isReading: false };

export const useEvidenceCheck = create<EvidenceCheck>(() => nothing);

/** Takes evidence and files to hold against it: evidence replaces what was there, files come beside those that were. */
export async function takeForCheck(items: readonly DroppedItem[], services: Services): Promise<void> {
  useEvidenceCheck.setState({ isReading: true, fault: null });
  try {
    const evidence = await services.releaseEvidence();
    const digested: FileDigest[] = [];
    for (const { path, file } of items.flatMap(filesOf)) {
      const text = await readEvidenceFile(file);
      if (text === null) digested.push({ path, sha256: await evidence.digest(file) });
      else useEvidenceCheck.setState({ name: file.name, text, files: [] });
    }
    const { text, files } = useEvidenceCheck.getState();
    const paths = new Set(digested.map(({ path }) => path));
    useEvidenceCheck.setState({
      files: [...files.filter(({ path }) => !paths.has(path)), ...digested],
      fault: text === null ? 'None of these files is the evidence of a release. Drop that first.' : null,
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    useEvidenceCheck.setState({ fault: `A file could not be read: ${reason}` });
  } finally {
    useEvidenceCheck.setState({ isReading: false });
  }
}

/** Whether the evidence of a release is among single files that were dropped. */
export async function hasEvidence(items: readonly DroppedItem[]): Promise<boolean> {
  for (const item of items)
    if (item.kind === 'file' && (await readEvidenceFile(item.file)) !== null) return true;
  return false;
}

function filesOf(item: DroppedItem): readonly { readonly path: string; readonly file: File }[] {
  if (item.kind === 'file') return [item];
  return item.files.map(({ path, file }) => ({ path: `${item.name}/${path}`, file }));
}
