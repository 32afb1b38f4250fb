import { type Baseline, type BaselineChoice, baselineFault } from '../../drift/baseline';
import { choice, object, type Shape, text, where } from '../../lib/shape';
import { count, counter, time } from './common';

type Choice<K> = Extract<BaselineChoice, { kind: K }>;

const choiceShape = choice<BaselineChoice['kind']>('kind', {
  default: object<Choice<'default'>>({ kind: text }),
  parent: object<Choice<'parent'>>({ kind: text }),
  version: object<Choice<'version'>>({ kind: text, snapshotId: text }),
  alias: object<Choice<'alias'>>({ kind: text, name: text }),
  trainedOn: object<Choice<'trainedOn'>>({ kind: text, modelId: text }),
  window: object<Choice<'window'>>({ kind: text, count }),
});

/** A baseline. */
export const baselineShape: Shape = object<Baseline>({
  id: text,
  artifactId: text,
  choice: where<BaselineChoice>(choiceShape, (made) => baselineFault(made) === null, 'is no baseline'),
  actor: text,
  recordedAt: time,
  change: counter,
});
