/** Whether something holds; null where it is not known. */
export type Truth = boolean | null;

/** What is known of the bytes of an input. */
export type BytesState =
  /** At hand, and of the digest. */
  | 'verified'
  /** They can be had by a pointer or an address that nobody asked. */
  | 'claimed'
  | 'notAtHand'
  /** Other bytes stand in their place. */
  | 'other';

/** Something that a run read or wrote. */
export interface PinnedThing {
  readonly name: string;
  readonly digest: string | null;
}

/** What is known of a run. What is not known is null. */
export interface RunFacts {
  readonly inputs: readonly (PinnedThing & { readonly bytes: BytesState })[];
  readonly outputs: readonly PinnedThing[];
  readonly codeVersion: string | null;
  readonly workTree: 'clean' | 'changed' | null;
  readonly environment: string | null;
  readonly parameterNames: readonly string[];
  readonly seed: number | null;
}

/** The clauses, in the order in which they are shown. */
export const clauseNames = [
  'inputsPinned',
  'bytesVerified',
  'codePinned',
  'treeClean',
  'environmentPinned',
  'parametersRecorded',
  'seedRecorded',
  'outputsDigested',
] as const;
/** One of them. */
export type ClauseName = (typeof clauseNames)[number];

/** What one clause came to. */
export interface ReproducibilityClause {
  readonly clause: ClauseName;
  readonly holds: Truth;
  readonly message: string;
  /** What to do; null where it holds. */
  readonly todo: string | null;
}

type Said = Omit<ReproducibilityClause, 'clause'>;

const judges: Readonly<Record<ClauseName, (facts: RunFacts) => Said>> = {
  inputsPinned: ({ inputs }) =>
    pinned(
      inputs,
      'input',
      'Record which version the run read, and drop its bytes so that they have a digest.',
    ),
  bytesVerified: bytesSaid,
  codePinned: codeSaid,
  treeClean: treeSaid,
  environmentPinned: environmentSaid,
  parametersRecorded: ({ parameterNames }) =>
    parameterNames.length > 0
      ? holding(`${parameterNames.length} parameters are recorded`)
      : unknown('no parameters are recorded', 'Record the parameters of the run.'),
  seedRecorded: ({ seed, parameterNames }) => {
    const name = parameterNames.find((each) => /(?:^|[._-])(?:seed|random_?state)$/i.test(each));
    return seed !== null || name !== undefined
      ? holding(seed === null ? `the parameter ${name!} is recorded` : `the seed is ${seed}`)
      : unknown('no seed is recorded', 'Record the seed of the run.');
  },
  outputsDigested: ({ outputs }) =>
    pinned(outputs, 'output', 'Drop what the run wrote, so that it has a digest.'),
};

/** Whether a run can be made again, clause by clause. */
export function judgeRun(facts: RunFacts): readonly ReproducibilityClause[] {
  return clauseNames.map((clause) => ({ clause, ...judges[clause](facts) }));
}

/** What all come to [R7]: false where one is false, else unknown where one is not known. */
export function wholeTruth(all: Iterable<{ readonly holds: Truth }>): Truth {
  let whole: Truth = true;
  for (const { holds } of all) {
    if (holds === false) return false;
    if (holds === null) whole = null;
  }
  return whole;
}

function holding(message: string): Said {
  return { holds: true, message, todo: null };
}

function unknown(message: string, todo: string): Said {
  return { holds: null, message, todo };
}

function broken(message: string, todo: string): Said {
  return { holds: false, message, todo };
}

function pinned(things: readonly PinnedThing[], noun: string, todo: string): Said {
  if (things.length === 0) return unknown(`no ${noun} is recorded`, `Record the ${noun}s of the run.`);
  const loose = things.filter(({ digest }) => digest === null);
  if (loose.length > 0) return broken(`no digest is known of ${namesOf(loose)}`, todo);
  return holding(`every ${noun} has a digest`);
}

function namesOf(things: readonly PinnedThing[]): string {
  const more = things.length > 5 ? `, and ${things.length - 5} more` : '';
  return `${things
    .slice(0, 5)
    .map(({ name }) => name)
    .join(', ')}${more}`;
}

function bytesSaid({ inputs }: RunFacts): Said {
  if (inputs.length === 0) return unknown('no input is recorded', 'Record the inputs of the run.');
  const of = (state: BytesState) => inputs.filter(({ bytes }) => bytes === state);
  const [other, missing, claimed] = [of('other'), of('notAtHand'), of('claimed')];
  if (other.length > 0)
    return broken(
      `other bytes stand in the place of ${namesOf(other)}`,
      'Restore the bytes that the run read.',
    );
  if (missing.length > 0)
    return unknown(
      `the bytes of ${namesOf(missing)} are not at hand`,
      'Drop the files, or name a folder that has them.',
    );
  if (claimed.length > 0)
    return unknown(
      `the bytes of ${namesOf(claimed)} are claimed by a pointer, and nobody looked`,
      'Fetch them, and drop them.',
    );
  return holding('the bytes of every input are at hand, and have its digest');
}

const commit = /^(?:[\w.+-]+[:@])?([0-9a-f]{7,40}|[0-9a-f]{64})(?:[-+.]?dirty|\+)?$/i;
const dirty = /(?:[-+.]?dirty|\+)$/i;

function codeSaid({ codeVersion }: RunFacts): Said {
  if (codeVersion === null) return unknown('no code version is recorded', 'Record the commit that ran.');
  return commit.test(codeVersion.trim())
    ? holding(`the code is at ${codeVersion}`)
    : broken(
        `${codeVersion} can move, and is no commit`,
        'Record the commit that ran, in place of its name.',
      );
}

function treeSaid({ codeVersion, workTree }: RunFacts): Said {
  const isDirty = codeVersion !== null && dirty.test(codeVersion.trim());
  if (workTree === 'changed' || isDirty)
    return broken('the work tree had changes that no commit has', 'Commit them, and run again.');
  // Of a commit that is not known, nobody can tell whether its tree is the one that was clean.
  return workTree === 'clean' && codeVersion !== null
    ? holding('the work tree was clean')
    : unknown(
        'nobody looked whether the work tree was clean',
        'Drop the folder with its .git before the run.',
      );
}

/** Files that pin every package that they name. */
const lockFiles =
  /(?:^|[/\\])(?:package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|poetry\.lock|pdm\.lock|uv\.lock|pixi\.lock|pylock(?:\.[\w-]+)?\.toml|Pipfile\.lock|conda-lock\.ya?ml|Cargo\.lock|go\.sum|renv\.lock|flake\.lock|Gemfile\.lock)$/;

function environmentSaid({ environment, inputs }: RunFacts): Said {
  if (environment !== null && /sha256:[0-9a-f]{64}\b/i.test(environment))
    return holding('the image is named by its digest');
  const lock = inputs.find(({ name, digest }) => digest !== null && lockFiles.test(name));
  if (lock !== undefined) return holding(`${lock.name} is an input with a digest`);
  const todo = 'Name the image by its digest, or record the lock file as an input.';
  return environment === null
    ? unknown('no environment is recorded', todo)
    : broken(`${environment} can move: it names no digest`, todo);
}
