import type { BadEvents } from '../../formats/lineageFormat';
import { type LineagePlace, placeOf, placeOfText } from '../../formats/lineagePlace';
import { openLineage } from '../../formats/openlineage/openLineage';
import { recogniseHead } from '../../formats/recogniseLineage';
import type { ByteSource, TextCodec } from '../../lib/ports';

/** What is imported together: all lineage of one drop or one command. */
export interface LineageRequest {
  /** What was dropped or named; the subject of the change. */
  readonly path: string;
  readonly sources: readonly LineageSource[];
  /** What a bad event does; it refuses its file where nothing is said. */
  readonly badEvents?: BadEvents;
}

/** A place with those of its files that were recognised. */
export interface LineageSource {
  readonly place: LineagePlace;
  /** In byte order of their paths. */
  readonly files: readonly FoundFile[];
}

/** A file that was recognised as lineage. */
export interface FoundFile {
  /** In its place. */
  readonly path: string;
  /** As people see it: with the folder that was dropped, or as it was named. */
  readonly shownPath: string;
  /** The name of a lineage format. */
  readonly format: string;
}

/** A file whose text is at hand. */
export interface LineageFile {
  readonly path: string;
  readonly text: string;
  readonly badEvents?: BadEvents;
}

/** So much of a text, in UTF-16 units, tells what it is. */
const headLength = 256 * 1024;

/** One file by itself. */
export function requestOfText({ path, text, ...more }: LineageFile, codec: TextCodec): LineageRequest {
  const found = recogniseHead(path, codec.encode(text.slice(0, headLength)));
  const format = found.kind === 'lineage' ? found.format : fallbackFormat;
  const name = path.slice(path.lastIndexOf('/') + 1);
  const files = [{ path: name, shownPath: path, format }];
  return { path, sources: [{ place: placeOfText(name, text, codec), files }], ...more };
}

/** One file by itself, of a format that is no text. */
export function requestOfBytes(
  path: string,
  format: string,
  source: ByteSource,
  codec: TextCodec,
): LineageRequest {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const open = (asked: string) => Promise.resolve(asked === name ? source : null);
  const place = placeOf([name], open, codec);
  return { path, sources: [{ place, files: [{ path: name, shownPath: path, format }] }] };
}

/** A file that was named by itself and is not recognised is read as this, which says what is wrong with it. */
export const fallbackFormat = openLineage.name;
