import { defaultReadOptions, type ReadOptions } from '../../../src/table/schema';

/** Commas, doubled quotes and one header line: nothing is found, so that tests of cells are of cells alone. */
export const plainCsv: ReadOptions = {
  ...defaultReadOptions,
  delimiter: ',',
  hasHeader: true,
  headerLines: 1,
  encoding: 'utf-8',
  quote: '"',
  escape: 'doubled',
  trimBlanks: false,
  skipLines: 0,
  comment: '',
  readWholeFile: true,
};
