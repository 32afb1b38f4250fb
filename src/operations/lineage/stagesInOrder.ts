import { comparePaths } from '../../versioning/tree';

/** A stage, with the paths in its repository that it reads and writes. */
export interface OrderedStage {
  readonly name: string;
  readonly reads: readonly string[];
  readonly writes: readonly string[];
}

/** A stage stands behind those that write what it reads, otherwise in the order of names: so DVC writes them when all are run anew. */
export function stagesInOrder<Stage extends OrderedStage>(stages: readonly Stage[]): readonly Stage[] {
  const before = writersOf(stages);
  const seen = new Set<Stage>();
  const ordered: Stage[] = [];
  for (const first of stages.toSorted((a, b) => comparePaths(a.name, b.name))) {
    const stack = [{ stage: first, next: 0 }];
    if (seen.has(first)) continue;
    seen.add(first);
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const writer = before.get(top.stage)![top.next++];
      if (!writer) {
        ordered.push(top.stage);
        stack.pop();
      } else if (!seen.has(writer)) {
        seen.add(writer);
        stack.push({ stage: writer, next: 0 });
      }
    }
  }
  return ordered;
}

/** By stage, those that write a file which it reads, a folder that this lies in, or a file of a folder that it reads. */
function writersOf<Stage extends OrderedStage>(
  stages: readonly Stage[],
): ReadonlyMap<Stage, readonly Stage[]> {
  const writers = new Map<string, Stage>();
  const below = new Map<string, Stage[]>();
  for (const stage of stages) {
    for (const path of stage.writes) {
      writers.set(path, stage);
      for (const folder of foldersOf(path)) pushTo(below, folder, stage);
    }
  }
  const found = (path: string): readonly Stage[] => [
    ...[path, ...foldersOf(path)].flatMap((each) => writers.get(each) ?? []),
    ...(below.get(path) ?? []),
  ];
  return new Map(stages.map((stage) => [stage, [...new Set(stage.reads.flatMap(found))]]));
}

function foldersOf(path: string): readonly string[] {
  const steps = path.split('/');
  return steps.slice(1).map((_, index) => steps.slice(0, index + 1).join('/'));
}

function pushTo<Stage>(lists: Map<string, Stage[]>, key: string, stage: Stage): void {
  const list = lists.get(key);
  if (list) list.push(stage);
  else lists.set(key, [stage]);
}
