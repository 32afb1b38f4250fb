import type { GraphFormat } from '../../formats/graphExports/graphFormats';
import type { FileFormat } from '../../operations/lineage/exportFileFormats';

/** A format of others that the lineage can be exported in. */
interface OtherFormat {
  readonly value: GraphFormat;
  readonly label: string;
  readonly about: string;
  /** The end of the file's name, with its type. */
  readonly ending: string;
}

/** In the order in which they are offered. */
export const otherFormats: readonly OtherFormat[] = [
  {
    value: 'prov-json',
    label: 'PROV-JSON',
    about: 'The W3C’s model of provenance: versions as entities, runs as activities.',
    ending: 'prov.json',
  },
  { value: 'prov-n', label: 'PROV-N', about: 'The same in the notation for people.', ending: 'provn' },
  {
    value: 'ro-crate',
    label: 'RO-Crate',
    about: 'Metadata of a research object, with the runs of its workflow. Save it as ro-crate-metadata.json.',
    ending: 'ro-crate.json',
  },
  {
    value: 'croissant',
    label: 'Croissant',
    about: 'Datasets for machine learning: files with SHA-256, record sets and fields.',
    ending: 'croissant.json',
  },
  {
    value: 'csv',
    label: 'CSV of nodes and edges',
    about: 'One table for a spreadsheet or a notebook.',
    ending: 'csv',
  },
  { value: 'dot', label: 'DOT', about: 'A drawing for Graphviz.', ending: 'dot' },
  {
    value: 'mermaid',
    label: 'Mermaid',
    about: 'A drawing for Markdown, as code hosts show it.',
    ending: 'mmd',
  },
];

/** The formats that are files of their own places: an archive of them is downloaded. */
export const archiveFormats: readonly (Omit<OtherFormat, 'value'> & { readonly value: FileFormat })[] = [
  {
    value: 'dvc',
    label: '.dvc files',
    about:
      'A pointer for each dataset whose MD5 is known and that no stage writes. Unpack them in the repository.',
    ending: 'dvc.zip',
  },
  {
    value: 'dvc-lock',
    label: 'dvc.lock',
    about: 'The last run of each stage of DVC, as DVC itself writes it.',
    ending: 'dvc-lock.zip',
  },
  {
    value: 'git-lfs',
    label: 'git-lfs pointers',
    about: 'A pointer for each file whose SHA-256 is known, under the file’s own name.',
    ending: 'git-lfs.zip',
  },
];
