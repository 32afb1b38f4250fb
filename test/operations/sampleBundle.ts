import { exportBundle } from '../../src/operations/workspaces/bundle';
import { loadSampleProject } from '../../src/operations/workspaces/sampleProject';
import { ingest, testPorts, valueOf } from './testProject';

/** The sample project as a bundle, made in memory as the page makes it. */
export async function sampleBundle(): Promise<string> {
  const ports = testPorts();
  valueOf(await loadSampleProject(ports, ingest, { aborted: false, throwIfAborted: () => undefined }));
  return valueOf(await exportBundle(ports, null));
}
