import { dvc } from './dvc/dvc';
import { gitLfs } from './gitlfs/gitLfs';
import type { LineageFormat } from './lineageFormat';
import { openLineage } from './openlineage/openLineage';

/** Every format that is read as lineage, for the page, the scan of folders and the command line alike. */
export const lineageFormats: readonly LineageFormat[] = [openLineage, gitLfs, dvc];
