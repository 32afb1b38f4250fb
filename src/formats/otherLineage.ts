import type { ObjectShape } from './jsonObjects';
import type { Recognition } from './lineageFormat';

/** A format of the field that is recognised, and not read as lineage. */
export interface OtherFormat {
  /** With its article: `a Great Expectations result`. */
  readonly title: string;
  readonly recognition: Recognition;
}

/** The first that fits holds. */
export const otherFormats: readonly OtherFormat[] = [
  object('a checkpoint of Great Expectations', { validation_definitions: /^\[/, name: /^"/ }),
  object('errors of pandera, which name no table', { DATA: /^\{/, SCHEMA: /^\{/ }),
  object('Iceberg metadata', { 'format-version': /^\d/, 'table-uuid': /^"/ }),
  object('a log of Delta Lake', { commitInfo: /^\{/ }),
  object('a log of Delta Lake', { protocol: /^\{"minReaderVersion"/ }),
  object('a Dagster event', { dagster_event: /^\{/ }),
  object('a CloudEvent', { specversion: /^"/, source: /^"/, type: /^"/ }),
  text('a Kedro catalog', /^ +type: *["']?[\w.]+Data[Ss]et["']? *\r?$/m, /\.ya?ml$/i),
  text(
    'PROV as XML (PROV-JSON and PROV-N are read)',
    /<prov:document[\s>]|<document[^>]+w3\.org\/ns\/prov#/,
    /./,
  ),
  text(
    'PROV as TriG or Turtle (PROV-JSON and PROV-N are read)',
    /^@?prefix\s+prov:\s*<http:\/\/www\.w3\.org\/ns\/prov#>/im,
    /./,
  ),
  object('PROV as JSON-LD (PROV-JSON and PROV-N are read)', {
    '@context': /(?:prov-jsonld|w3\.org\/ns\/prov|openprovenance)/,
    '@graph': /^\[/,
  }),
  text('a SQLMesh model', /^\s*MODEL\s*\(/i, /\.sql$/i),
];

/** JSON whose object has members that begin so. */
function object(title: string, wanted: Readonly<Record<string, RegExp>>): OtherFormat {
  const members = Object.entries(wanted);
  const test = ({ members: found }: ObjectShape): boolean =>
    members.every(([name, beginning]) => {
      const value = found.get(name);
      return value !== undefined && beginning.test(value);
    });
  return { title, recognition: { by: 'object', test } };
}

/** Text that has this in it, in a file of such a name. */
function text(title: string, content: RegExp, name: RegExp): OtherFormat {
  return {
    title,
    recognition: { by: 'text', test: (head) => name.test(head.path) && content.test(head.text) },
  };
}
