import type { ClaimFact, Tag } from '../../lineage/claims';
import { parseTimestamp, type Timestamp } from '../../versioning/timestamp';
import { type StatementDraft, tagsOf, versionFact } from '../documents/statementDraft';
import { catalogDataset } from './names';

/** What a catalog or a graph tells of one dataset. */
export interface ToldDataset {
  readonly name: string;
  readonly tags: readonly Tag[];
  /** The class that loads it. */
  readonly type: string | null;
  readonly uri: string | null;
  readonly rowCount: number | null;
  /** What its file is called among those that were dropped with it. */
  readonly fileName: string | null;
  /** Of a dataset that is kept in several. */
  readonly versions: readonly string[];
}

/** A dataset with its claims, the file that it is, and a version for each that is kept. */
export function addToldDataset(told: ToldDataset, draft: StatementDraft): void {
  const { name, tags, type, uri, rowCount, fileName, versions } = told;
  const claims: ClaimFact[] = [
    ...tagsOf(tags),
    ...(type === null ? [] : [{ about: 'datasetType', body: { type } } as const]),
    ...(uri === null ? [] : [{ about: 'dataSource', body: { uri } } as const]),
    ...(rowCount === null ? [] : [{ about: 'statistics', body: { rowCount } } as const]),
  ];
  const otherNames = fileName === null ? [] : [{ namespace: 'file', name: fileName }];
  draft.dataset(catalogDataset(name, { otherNames, claims }));
  for (const version of versions) {
    const createdAt = timeOfVersion(version);
    draft.dataset(catalogDataset(name, { version: versionFact(version, { createdAt, content: 'file' }) }));
  }
}

/** `2026-11-29T23.51.13.947Z` is a time with points for colons. */
function timeOfVersion(version: string): Timestamp | null {
  const time = parseTimestamp(version.replace(/T(\d\d)\.(\d\d)\.(\d\d)/, 'T$1:$2:$3'));
  return time.ok ? time.value : null;
}
