import type { LineageWarning } from '../../lineage/facts';
import type { Placed } from '../openlineage/place';
import type { WarningTally } from '../warningTally';
import { entryOf, membersOf, textOf } from './artifactShape';
import { knownSections, nodeSections } from './knownMembers';
import { isKnownType, typeOfId } from './nodeKinds';
import { UnknownParts } from './unknownParts';

/** A node with where it stands. */
export interface PlacedNode {
  readonly id: string;
  readonly type: string;
  readonly placed: Placed;
}

/** The nodes of a manifest, of all its parts. What is disabled is left out, and warned of. */
export class ManifestNodes {
  readonly list: readonly PlacedNode[];
  private readonly sections = new UnknownParts();
  private readonly types = new UnknownParts();

  constructor(root: Placed, warnings: WarningTally) {
    this.list = (root.members() ?? []).flatMap(([section, placed]) => this.nodesIn(section, placed));
    const disabled = root.at('disabled');
    const ids =
      disabled.members()?.map(([id]) => id) ?? (disabled.items() ?? []).map(({ pointer }) => pointer);
    for (const id of ids) warnings.add('a disabled node is left out', id);
  }

  /** What was not known. */
  get unknown(): readonly LineageWarning[] {
    return [
      ...this.types.list('nodes of a type that is not known'),
      ...this.sections.list('parts that are not known, left out'),
    ];
  }

  private nodesIn(section: string, placed: Placed): readonly PlacedNode[] {
    if (knownSections.has(section)) return [];
    if (!nodeSections.has(section) && !looksLikeNodes(placed)) {
      this.sections.note(section, placed.pointer);
      return [];
    }
    return membersOf(placed).map(([key, entry]) => {
      const id = textOf(entryOf(entry).at('unique_id')) ?? key;
      const type = textOf(entry.at('resource_type')) ?? typeOfId(id);
      if (!isKnownType(type)) this.types.note(type, entry.pointer);
      return { id, type, placed: entry };
    });
  }
}

/** A part that a later dbt may write: nodes say who they are and what they depend on. */
function looksLikeNodes(placed: Placed): boolean {
  const [first] = placed.members() ?? [];
  return first !== undefined && first[1].at('unique_id').text !== null && !first[1].at('depends_on').isAbsent;
}
