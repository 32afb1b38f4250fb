/**
 * What a reference holds its record to:
 * - `holds`: the target has to be in view; an undo that would take it out of view is refused.
 * - `partOf`: the record is seen through its target, and goes out of view and comes back with it.
 * - `loose`: the target may be unknown, since sources name what they never report.
 */
export type ReferenceRule = 'holds' | 'partOf' | 'loose';

/** A member of a kind's records that is the key of another record. */
export interface ReferenceDeclaration {
  // A block comment would end inside the example.
  // Where the key stands: members, with `*` for each of a list, such as `columns/*/inputArtifactId`. What is null or
  // missing on the way refers to nothing.
  readonly path: string;
  /** The kind that it refers to; null where a `{ table, id }` stands there, which says so itself. */
  readonly to: string | null;
  readonly rule: ReferenceRule;
}

/** All that store, bundle, undo, verify and merge have to know of a kind of record. */
export interface KindDeclaration<R> {
  /** What people call one. */
  readonly noun: string;
  /** The member that no two records share. */
  readonly key: keyof R & string;
  /** The members that records are searched by; each is a string, a number or null. */
  readonly indexes: readonly (keyof R & string)[];
  readonly references: readonly ReferenceDeclaration[];
  /** Whether an undo takes records of it out of view. */
  readonly isWithdrawable: boolean;
  /**
   * What a merge that takes what fits does where a record of one key says something else on either side. `leaveOut`: such a
   * record is what it says, and what refers to it stays away with it. `keepOurs`: what refers to it comes.
   */
  readonly onConflict: 'leaveOut' | 'keepOurs';
  /** Whether the latest of several holds, so that each bears the counter of its change. */
  readonly isCounted: boolean;
  /**
   * How records that come by the hundred are packed into pages; null where they never do, or are large. `isAskedByKey`: one
   * at a time. `isJson`: they are no more than JSON has.
   */
  readonly pages: { readonly isAskedByKey: boolean; readonly isJson: boolean } | null;
  /** The first version of bundles, and of the store's schema, that has it. */
  readonly since: { readonly bundle: number; readonly store: number };
}

/** A declaration with the type of its records, which is there for the compiler alone. */
export type Kind<R, D extends KindDeclaration<R>> = D & { readonly record?: R };

/** Declares a kind whose records are `R`: `kindOf<Artifact>()({ … })`. */
export function kindOf<R>(): <const D extends KindDeclaration<R>>(declaration: D) => Kind<R, D> {
  return (declaration) => declaration;
}
