import type { FileKind } from './fileKinds/fileKind';
import type { ObjectShape } from './jsonObjects';
import type { Recognition } from './lineageFormat';

/** A format of the field that is recognised, and not read as lineage. */
export interface OtherFormat extends FileKind {
  readonly recognition: Recognition;
}

const asProvJson = 'Convert it with `prov-convert -f json`, and {give} the PROV-JSON.';
const dataFiles = '{Give} the Parquet files of the table: their rows are read.';

/** The first that fits holds. */
export const otherFormats: readonly OtherFormat[] = [
  {
    ...object({ validation_definitions: /^\[/, name: /^"/ }),
    kind: 'gxCheckpoint',
    title: 'a checkpoint of Great Expectations',
    next: '{Give} the folder gx: the results below uncommitted/validations are read.',
  },
  {
    ...object({ DATA: /^\{/, SCHEMA: /^\{/ }),
    kind: 'panderaErrors',
    title: 'errors of pandera, which name no table',
    next: '{Give} the table itself, and write what it promises as a contract.',
  },
  {
    ...object({ 'format-version': /^\d/, 'table-uuid': /^"/ }),
    kind: 'iceberg',
    title: 'Iceberg metadata',
    next: dataFiles,
  },
  { ...object({ commitInfo: /^\{/ }), kind: 'deltaLog', title: 'a log of Delta Lake', next: dataFiles },
  {
    ...object({ protocol: /^\{"minReaderVersion"/ }),
    kind: 'deltaLog',
    title: 'a log of Delta Lake',
    next: dataFiles,
  },
  {
    ...object({ dagster_event: /^\{/ }),
    kind: 'dagsterEvent',
    title: 'a Dagster event',
    next: 'Have Dagster emit OpenLineage events, and {give} these.',
  },
  {
    ...object({ specversion: /^"/, source: /^"/, type: /^"/ }),
    kind: 'cloudEvent',
    title: 'a CloudEvent',
    next: 'Those whose data are OpenLineage events are read.',
  },
  {
    ...text(/<prov:document[\s>]|<document[^>]+w3\.org\/ns\/prov#/, /./),
    kind: 'provXml',
    title: 'PROV as XML (PROV-JSON and PROV-N are read)',
    next: asProvJson,
  },
  {
    ...text(/^@?prefix\s+prov:\s*<http:\/\/www\.w3\.org\/ns\/prov#>/im, /./),
    kind: 'provTurtle',
    title: 'PROV as TriG or Turtle (PROV-JSON and PROV-N are read)',
    next: asProvJson,
  },
  {
    ...object({ '@context': /(?:prov-jsonld|w3\.org\/ns\/prov|openprovenance)/, '@graph': /^\[/ }),
    kind: 'provJsonLd',
    title: 'PROV as JSON-LD (PROV-JSON and PROV-N are read)',
    next: asProvJson,
  },
  {
    ...text(/^\s*MODEL\s*\(/i, /\.sql$/i),
    kind: 'sqlMeshModel',
    title: 'a SQLMesh model',
    next: 'Have SQLMesh emit OpenLineage events, and {give} these.',
  },
];

/** JSON whose object has members that begin so. */
function object(wanted: Readonly<Record<string, RegExp>>): Pick<OtherFormat, 'recognition'> {
  const members = Object.entries(wanted);
  const test = ({ members: found }: ObjectShape): boolean =>
    members.every(([name, beginning]) => {
      const value = found.get(name);
      return value !== undefined && beginning.test(value);
    });
  return { recognition: { by: 'object', test } };
}

/** Text that has this in it, in a file of such a name. */
function text(content: RegExp, name: RegExp): Pick<OtherFormat, 'recognition'> {
  return {
    recognition: { by: 'text', test: (head) => name.test(head.path) && content.test(head.text) },
  };
}
