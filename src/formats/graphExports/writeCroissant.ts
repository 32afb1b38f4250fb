import { ownValue } from '../../lib/ownValue';
import { shortText } from '../documents/statementDraft';
import { addressPart } from './addressPart';
import type { Json, JsonObject } from '../../lib/json';
import type { SchemaField } from '../../lineage/claims';
import { croissantContext } from './croissantContext';
import type { ExportedDataset, ExportedGraph } from './exportedGraph';

/**
 * The datasets of a graph as one Croissant 1.1 description: a FileObject for the latest version of each whose bytes are known, and a RecordSet for
 * each whose columns are. Jobs, runs and links are not in it, as Croissant has no words for them.
 */
export function writeCroissant(graph: ExportedGraph): string {
  const distribution = graph.datasets.flatMap(fileObject);
  const recordSet = graph.datasets.flatMap((dataset) => recordSetOf(dataset, distribution));
  const document: JsonObject = {
    '@context': croissantContext,
    '@type': 'sc:Dataset',
    conformsTo: 'http://mlcommons.org/croissant/1.1',
    name: 'lineage',
    description: 'Datasets with their files and columns, as Throughline knows them.',
    license: 'https://schema.org/license',
    url: 'https://throughline.invalid/lineage/',
    version: '1.0.0',
    datePublished: latestDate(graph),
    distribution,
    ...(recordSet.length > 0 && { recordSet }),
  };
  return `${JSON.stringify(document, null, 1)}\n`;
}

function latestDate({ datasets }: ExportedGraph): string {
  const times = datasets.flatMap(({ versions }) => versions.map(({ time }) => time)).toSorted();
  return (times.at(-1) ?? '1970-01-01').slice(0, 10);
}

/** An id without blanks, which are not allowed in one. */
function idOf({ namespace, name }: ExportedDataset): string {
  return addressPart(`${namespace}/${name}`).replaceAll(/%2F/gi, '/');
}

function fileObject(dataset: ExportedDataset): readonly JsonObject[] {
  const version = dataset.versions.findLast(({ sha256, md5 }) => sha256 !== null || md5 !== null);
  if (!version) return [];
  const { sha256, md5 } = version;
  return [
    {
      '@type': 'cr:FileObject',
      '@id': `file:${idOf(dataset)}`,
      name: dataset.name,
      contentUrl: dataset.told.dataSource?.uri ?? dataset.name,
      encodingFormat: encodingOf(dataset.name),
      ...(sha256 === null ? { md5: String(md5) } : { sha256 }),
    },
  ];
}

const encodings: Readonly<Record<string, string>> = {
  csv: 'text/csv',
  tsv: 'text/tab-separated-values',
  json: 'application/json',
  jsonl: 'application/jsonlines',
  parquet: 'application/x-parquet',
  zip: 'application/zip',
  txt: 'text/plain',
};

function encodingOf(name: string): string {
  return ownValue(encodings, /\.(\w+)$/.exec(name)?.[1]?.toLowerCase() ?? '') ?? 'application/octet-stream';
}

function recordSetOf(dataset: ExportedDataset, files: readonly JsonObject[]): readonly JsonObject[] {
  const fields = dataset.told.schema?.fields ?? dataset.versions.at(-1)?.told.schema?.fields ?? [];
  const file = files.find((each) => each['@id'] === `file:${idOf(dataset)}`);
  // A field has to come of a file: of a dataset without known bytes the columns are not told.
  if (fields.length === 0 || !file) return [];
  const id = `records:${idOf(dataset)}`;
  return [
    {
      '@type': 'cr:RecordSet',
      '@id': id,
      name: dataset.name,
      field: fields.map((field) => fieldOf(field, id, shortText(file['@id']) ?? '')),
    },
  ];
}

function fieldOf({ name, type, description }: SchemaField, set: string, file: string): Json {
  return {
    '@type': 'cr:Field',
    '@id': `${set}/${addressPart(name)}`,
    name,
    ...(description !== undefined && { description }),
    dataType: dataTypeOf(type ?? ''),
    source: { fileObject: { '@id': file }, extract: { column: name } },
  };
}

/** The nearest type of schema.org; text where none is near. */
function dataTypeOf(type: string): string {
  const plain = type.toLowerCase();
  if (/int|long|serial/.test(plain)) return 'sc:Integer';
  if (/float|double|decimal|numeric|number|real/.test(plain)) return 'sc:Float';
  if (/bool/.test(plain)) return 'sc:Boolean';
  if (/timestamp|datetime/.test(plain)) return 'sc:DateTime';
  return plain.includes('date') ? 'sc:Date' : 'sc:Text';
}
