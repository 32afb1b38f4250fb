import type { Json } from '../../lib/json';
import { err, ok, type Result } from '../../lib/result';
import type { LineageFault } from '../../lineage/facts';
import { jsonFault } from '../jsonl/jsonFault';
import { Placed } from '../openlineage/place';

/** An artifact of dbt before any of it is looked at. */
export interface Artifact {
  readonly root: Placed;
  /** As its schema calls it, such as `manifest` or `run-results`; null where it names none of dbt's. */
  readonly artifact: string | null;
}

/** Reads a text as JSON, with the place of a fault. */
export function readArtifact(text: string): Result<Artifact, LineageFault> {
  const parsed = parse(text);
  if (!parsed.ok) return parsed;
  const root = new Placed(parsed.value);
  const schema = root.at('metadata').at('dbt_schema_version').text ?? '';
  return ok({ root, artifact: /getdbt\.com\/dbt\/([a-z-]+)\//.exec(schema)?.[1] ?? null });
}

/** Numbers past 2^53 are none that is read: the platform's parser will do. The other says where a fault is. */
function parse(text: string): Result<Json, LineageFault> {
  try {
    return ok(JSON.parse(text) as Json);
  } catch {
    return err(jsonFault(text));
  }
}
