import type { ClaimFact, Tag } from '../../lineage/claims';
import type { Pairs } from './records';

/** Tags as a source tells of them; what MLflow has marked as deleted has a tag that says so. */
export function tagsClaim(tags: Pairs, isDeleted: boolean): readonly ClaimFact[] {
  const told: Tag[] = tags.map(([key, value]) => ({ key, value }));
  if (isDeleted) told.push({ key: 'lifecycle_stage', value: 'deleted', source: 'mlflow' });
  return told.length > 0 ? [{ about: 'tags', body: { tags: told } }] : [];
}
