import type { Json } from '../../lib/json';
import type { ClaimFact, SchemaField } from '../../lineage/claims';
import type { DatasetRecord } from './records';
import { parsedJson } from './tolerantJson';

/** What MLflow logged of a dataset: its columns, its rows, and where it came from. */
export function datasetClaims({ schema, profile, source, sourceType }: DatasetRecord): readonly ClaimFact[] {
  const fields = schemaFields(schema);
  const rowCount = rowCountOf(profile);
  const uri = sourceAddress(source);
  return [
    ...(fields.length > 0 ? [{ about: 'schema', body: { fields } } as const] : []),
    ...(rowCount === null ? [] : [{ about: 'profile', body: { rowCount, columns: {} } } as const]),
    ...(sourceType === null && uri === null
      ? []
      : [
          {
            about: 'dataSource',
            body: { ...(sourceType !== null && { name: sourceType }), ...(uri !== null && { uri }) },
          } as const,
        ]),
  ];
}

/** The columns of a logged schema, `mlflow_colspec` or a model's signature; tensors have their type and shape. */
export function schemaFields(schema: string | null): readonly SchemaField[] {
  const parsed = parsedJson(schema);
  const list = Array.isArray(parsed) ? parsed : member(parsed, 'mlflow_colspec');
  if (Array.isArray(list)) return (list as readonly Json[]).flatMap((each, index) => fieldOf(each, index));
  const tensors = member(parsed, 'mlflow_tensorspec');
  return ['features', 'targets'].flatMap((name) => {
    const spec = member(tensors, name);
    const parts = typeof spec === 'string' ? parsedJson(spec) : spec;
    if (!Array.isArray(parts)) return [];
    return (parts as readonly Json[]).flatMap((each, index) =>
      fieldOf(each, index).map((field) => ({
        ...field,
        name: parts.length > 1 ? `${name}.${field.name}` : name,
      })),
    );
  });
}

/** Where a dataset came from: a path or an address, as MLflow was given it; null where it is of another kind. */
export function sourceAddress(source: string | null): string | null {
  const parsed = parsedJson(source);
  for (const key of ['uri', 'url', 'path', 'table_name', 'delta_table_name']) {
    const value = member(parsed, key);
    if (typeof value === 'string') return value;
  }
  return null;
}

function fieldOf(each: Json, index: number): SchemaField[] {
  const type = member(each, 'type');
  const name = member(each, 'name');
  const tensor = member(each, 'tensor-spec');
  const dtype = member(tensor, 'dtype');
  const shape = member(tensor, 'shape');
  const typeName =
    typeof dtype === 'string' ? `${dtype}${shape === undefined ? '' : JSON.stringify(shape)}` : type;
  return [
    {
      name: typeof name === 'string' ? name : String(index),
      ...(typeof typeName === 'string' && { type: typeName }),
      ...((member(each, 'required') === false || member(each, 'optional') === true) && {
        isOptional: true as const,
      }),
    },
  ];
}

/** The rows of a table, or the length of an array, that a profile tells. */
export function rowCountOf(profile: string | null): number | null {
  const parsed = parsedJson(profile);
  const count = member(parsed, 'num_rows');
  if (typeof count === 'number') return count;
  const shape = member(parsed, 'features_shape');
  const first = Array.isArray(shape) ? (shape as readonly Json[])[0] : undefined;
  return typeof first === 'number' ? first : null;
}

function member(value: Json | undefined, name: string): Json | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return Object.hasOwn(value, name) ? (value as Readonly<Record<string, Json>>)[name] : undefined;
}
