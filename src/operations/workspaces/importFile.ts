import { looksLikeBundle } from '../../formats/bundle/looksLikeBundle';
import type { Result } from '../../lib/result';
import type { CommittedChange } from '../core/commitChange';
import { type ImportWatch, noWatch } from '../core/importWatch';
import type { OperationFailure } from '../core/outcome';
import type { OperationPorts } from '../core/ports';
import { importLineage } from '../lineage/importLineage';
import type { ImportSummary } from '../lineage/importSummary';
import { type LineageFile, requestOfText } from '../lineage/lineageRequest';
import { importBundle } from './bundle';

/** Takes a file of lineage or a bundle of records into the store, whichever it is: see `importLineage` and `importBundle`. */
export async function importFile(
  ports: OperationPorts,
  file: LineageFile,
  watch: ImportWatch = noWatch,
): Promise<Result<CommittedChange<ImportSummary>, OperationFailure>> {
  if (looksLikeBundle(file.text)) return importBundle(ports, file, watch);
  return importLineage(ports, requestOfText(file, ports.text), watch);
}
