import { ok, type Result } from '../../lib/result';
import { readFreshnessObjective } from '../odcs/readFreshnessObjective';
import type { FreshnessObjective } from '../../gates/freshness/objective';
import { treeOf, parseYaml } from '../odcs/tree';
import { TreeNode } from '../odcs/treeNode';

/** What a file of dbt asks of the freshness of one source table, and when its data was loaded last where the file says so. */
export interface SourceObjective {
  /** `source.table` */
  readonly name: string;
  /** The table's own name in the warehouse, which a file of its data may have. */
  readonly table: string;
  readonly pointer: string;
  /** Words where what is asked cannot be read. */
  readonly objective: Result<FreshnessObjective, string>;
  /** In milliseconds since 1970; null where the file does not say. */
  readonly loadedAt: number | null;
}

/**
 * Of `sources:` in a properties file, of `sources` in a manifest and of the results of `dbt source freshness`. Tables take what
 * their source says, and `freshness: null` takes it away. Null where the text is none of these.
 */
export function readSourceObjectives(text: string): readonly SourceObjective[] | null {
  // Most files of data are none of these, and parsing them takes long.
  if (!/\bfreshness\b|\bmax_loaded_at\b/.test(text)) return null;
  const parsed = parseYaml(text.replace(/^\uFEFF/, ''));
  const tree = parsed.ok ? treeOf(parsed.value.document) : null;
  if (tree?.ok !== true) return null;
  const root = new TreeNode(tree.value, '');
  const sources = root.at('sources');
  if (sources.tree?.kind === 'list') return sources.items.flatMap(ofProperties);
  if (sources.tree?.kind === 'map' && root.at('metadata').at('dbt_schema_version').isThere)
    return sources.keys.flatMap((key) => ofManifest(sources.at(key)));
  const results = root.at('results').items;
  const isSourceRun = results.some((each) => each.at('max_loaded_at').isThere || each.at('criteria').isThere);
  return isSourceRun ? results.flatMap(ofResult) : null;
}

/** `config` holds since dbt 1.9 what stood beside it before. */
function stated(node: TreeNode, key: string): TreeNode {
  const inside = node.at('config').at(key);
  return inside.tree === null ? node.at(key) : inside;
}

function ofProperties(source: TreeNode): readonly SourceObjective[] {
  return source.at('tables').items.flatMap((table) => {
    const own = stated(table, 'freshness');
    const inherited = stated(source, 'freshness');
    const asked = own.tree === null ? inherited : own;
    if (!asks(asked)) return [];
    const field = [stated(table, 'loaded_at_field'), stated(source, 'loaded_at_field')].find(
      (each) => each.isThere,
    );
    const filled = merged(own, inherited, asked);
    return [
      {
        name: `${source.at('name').text ?? ''}.${table.at('name').text ?? ''}`,
        table: table.at('identifier').text ?? table.at('name').text ?? '',
        pointer: asked.pointer,
        objective: withColumn(readFreshnessObjective(filled), field?.text ?? null),
        loadedAt: null,
      },
    ];
  });
}

/** A limit that the table does not name is that of its source, as dbt has it. */
function merged(own: TreeNode, inherited: TreeNode, asked: TreeNode): TreeNode {
  if (own.tree?.kind !== 'map' || inherited.tree?.kind !== 'map') return asked;
  return new TreeNode(
    { kind: 'map', entries: new Map([...inherited.tree.entries, ...own.tree.entries]) },
    own.pointer,
  );
}

function ofManifest(source: TreeNode): readonly SourceObjective[] {
  const asked = stated(source, 'freshness');
  if (!asks(asked)) return [];
  const name = source.at('name').text ?? '';
  return [
    {
      name: `${source.at('source_name').text ?? ''}.${name}`,
      table: source.at('identifier').text ?? name,
      pointer: asked.pointer,
      objective: withColumn(readFreshnessObjective(asked), stated(source, 'loaded_at_field').text),
      loadedAt: null,
    },
  ];
}

function ofResult(result: TreeNode): readonly SourceObjective[] {
  const asked = result.at('criteria');
  if (!asks(asked)) return [];
  const [, , source = '', table = ''] = (result.at('unique_id').text ?? '').split('.');
  const loaded = result.at('max_loaded_at').text;
  // Of an empty table dbt writes the first year.
  const loadedAt = loaded === null || loaded.startsWith('0001-01-01') ? NaN : Date.parse(inZone(loaded));
  return [
    {
      name: `${source}.${table}`,
      table,
      pointer: asked.pointer,
      objective: readFreshnessObjective(asked),
      loadedAt: Number.isNaN(loadedAt) ? null : loadedAt,
    },
  ];
}

/** dbt writes times of UTC with and without a zone. */
function inZone(time: string): string {
  return /(?:Z|[+-]\d\d:?\d\d)$/i.test(time) ? time : `${time}Z`;
}

/** dbt writes limits without a count where there are none. */
function asks(freshness: TreeNode): boolean {
  return ['warn_after', 'error_after'].some((key) => {
    const limit = freshness.at(key);
    return (
      limit.isThere && (limit.tree?.kind !== 'map' || limit.at('count').isThere || limit.at('period').isThere)
    );
  });
}

function withColumn(
  read: Result<FreshnessObjective, string>,
  column: string | null,
): Result<FreshnessObjective, string> {
  return read.ok && column !== null ? ok({ ...read.value, column }) : read;
}
