import type { DetectedLicence } from '../formats/licence/detectLicence';
import { largestLicenceFile, mayTellLicence } from '../formats/licence/licenceFileNames';
import { droppedContracts, type DroppedContract } from './droppedContracts';

/** What dropped files tell beside what they became: it is offered, and never taken by itself. */
export interface DroppedOffers {
  /** Data contracts among them. */
  readonly contracts?: readonly DroppedContract[];
  /** What a file that was dropped without its folder tells of a licence. */
  readonly licence?: DetectedLicence;
}

interface NamedFile {
  readonly path: string;
  readonly file: Blob;
}

type Dropped =
  | (NamedFile & { readonly kind: 'file' })
  | { readonly kind: 'directory'; readonly files: readonly NamedFile[] };

/** What became of a drop, with what is offered of it. */
export async function withOffers<State extends object>(
  state: State,
  item: Dropped,
): Promise<State & DroppedOffers> {
  const contracts = await droppedContracts(item.kind === 'file' ? [item] : item.files);
  const licence = item.kind === 'file' ? await droppedLicence(item) : null;
  return { ...state, ...(contracts.length > 0 && { contracts }), ...(licence && { licence }) };
}

/** Null where the file tells nothing of one; a text of a licence that is not known is said. */
async function droppedLicence({ path, file }: NamedFile): Promise<DetectedLicence | null> {
  if (!mayTellLicence(path) || file.size === 0 || file.size > largestLicenceFile) return null;
  const { detectLicence } = await import('../formats/licence/detectLicence');
  return detectLicence(path, await file.text());
}
