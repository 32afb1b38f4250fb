import { withSimulatedChance } from '../../drift/chanceOfReport';
import { driftReport } from '../../drift/driftReport';
import { recipes } from '../../drift/recipe';
import type { TableProfile } from '../../profile/profile';
import { trainedOnForServing } from '../comparing/trainedOn';
import { versionDrift } from '../comparing/versionDrift';
import type { Workspace } from '../core/workspace';
import { type Finding, findingOf } from './finding';

/** How many drifted columns are named. */
const namedColumns = 5;

/** Data that is served, unlike what the model was trained on: the latest version of each that a link says is served. */
export async function skewFindings(
  workspace: Workspace,
  profileOf: (readingKey: string) => Promise<TableProfile | null>,
): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const artifact of workspace.artifacts.values()) {
    const served = artifact.snapshots.findLast(({ reading }) => reading !== null);
    const training = served && trainedOnForServing(workspace, served);
    if (!served?.reading || !training?.data.reading) continue;
    const [reference, current] = [
      await profileOf(training.data.reading.key),
      await profileOf(served.reading.key),
    ];
    if (!reference || !current) continue;
    const { drifted } = versionDrift(withSimulatedChance(driftReport(reference, current, recipes.deciles)));
    const [first] = drifted;
    const own = workspace.artifacts.get(training.data.artifactId);
    const model = workspace.artifacts.get(training.model.artifactId);
    if (!first || !own || !model) continue;
    const named = drifted.slice(0, namedColumns).map(({ name, figure }) => `${name} PSI ${figure}`);
    const more = drifted.length > named.length ? ` and ${drifted.length - named.length} more` : '';
    const found =
      `v${served.snapshot.sequence} against ${own.name} v${training.data.snapshot.sequence}, which ` +
      `${model.name} v${training.model.snapshot.sequence} was trained on: ${named.join(', ')}${more}.`;
    findings.push(findingOf('skew', artifact, found, [own, model]));
  }
  return findings;
}
