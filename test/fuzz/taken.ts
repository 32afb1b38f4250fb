import { expect } from 'vitest';
import { loadWorkspace } from '../../src/operations/core/loadWorkspace';
import { graphOutput } from '../../src/operations/lineage/graphOutput';
import { importLineage } from '../../src/operations/lineage/importLineage';
import type { LineageRequest } from '../../src/operations/lineage/lineageRequest';
import { emptyPorts } from '../operations/lineagePorts';
import { auditOf, valueOf } from '../operations/testProject';
import { ofEngine } from './budget';

/** Imports what may be damaged: in words of our own, whole or not at all, and into a store that can be read. Gives whether all of it was refused. */
export async function takeDamaged(request: LineageRequest): Promise<boolean> {
  const ports = emptyPorts();
  const imported = await importLineage(ports, request);
  const failures = imported.ok
    ? imported.value.value.files.flatMap((file) => ('failure' in file ? [file.failure] : []))
    : [imported.error];
  for (const failure of failures) if ('message' in failure) expect(ofEngine(failure.message)).toBeNull();
  if (!imported.ok) expect(await auditOf(ports)).toEqual([]);
  graphOutput(valueOf(await loadWorkspace(ports.store)));
  return !imported.ok;
}
