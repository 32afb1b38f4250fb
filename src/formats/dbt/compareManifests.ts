import type { Json } from '../../lib/json';
import { sameJson } from '../../lib/sameJson';
import { err, ok, type Result } from '../../lib/result';
import type { LineageFault } from '../../lineage/facts';
import { exceedsDepth } from '../exceedsDepth';
import { Fault, type Placed } from '../openlineage/place';
import { WarningTally } from '../warningTally';
import { textOf } from './artifactShape';
import { ManifestNodes, type PlacedNode } from './manifestNodes';
import { readArtifact } from './readArtifact';

/** In what a node differs. The first six are sub-selectors of dbt's `state:modified`; dbt has no words for the others. */
export type ChangeReason =
  | 'body'
  | 'configs'
  | 'relation'
  | 'macros'
  | 'contract'
  | 'persisted_descriptions'
  | 'definition'
  | 'path'
  | 'dependencies';

/** A node that came, went or differs; `reasons` are those of a node that is in both manifests. */
export interface NodeChange {
  readonly id: string;
  readonly change: 'new' | 'removed' | 'modified';
  readonly reasons: readonly ChangeReason[];
}

/** Which of the two texts is refused, and why. */
interface ManifestFault extends LineageFault {
  readonly side: 'before' | 'after';
}

/** What changed between the texts of two manifests, by unique id. */
export function compareManifests(
  before: string,
  after: string,
): Result<readonly NodeChange[], ManifestFault> {
  const [old, now] = [manifestOf(before, 'before'), manifestOf(after, 'after')];
  if (!old.ok) return old;
  if (!now.ok) return now;
  const changes: NodeChange[] = [];
  const macros = new MacroChanges(old.value.root, now.value.root);
  for (const [id, node] of now.value.nodes) {
    const known = old.value.nodes.get(id);
    const reasons = known ? reasonsOf(known.placed, node, macros) : [];
    if (!known) changes.push({ id, change: 'new', reasons });
    else if (reasons.length > 0) changes.push({ id, change: 'modified', reasons });
  }
  for (const id of old.value.nodes.keys())
    if (!now.value.nodes.has(id)) changes.push({ id, change: 'removed', reasons: [] });
  return ok(changes.sort((a, b) => (a.id < b.id ? -1 : 1)));
}

const mostDepth = 256;

interface Manifest {
  readonly root: Placed;
  readonly nodes: ReadonlyMap<string, PlacedNode>;
}

function manifestOf(text: string, side: ManifestFault['side']): Result<Manifest, ManifestFault> {
  const read = readArtifact(text);
  if (!read.ok) return err({ ...read.error, side });
  const { root, artifact } = read.value;
  if (artifact !== 'manifest') return err({ side, place: '', message: 'it is no manifest of dbt' });
  if (exceedsDepth(root.value, mostDepth))
    return err({ side, place: '', message: `nested deeper than ${mostDepth} levels` });
  try {
    const { list } = new ManifestNodes(root, new WarningTally());
    return ok({ root, nodes: new Map(list.map((node) => [node.id, node])) });
  } catch (error) {
    if (error instanceof Fault) return err({ side, place: error.place, message: error.message });
    throw error;
  }
}

function reasonsOf(before: Placed, { placed, type }: PlacedNode, macros: MacroChanges): ChangeReason[] {
  const differs = (...keys: readonly string[]): boolean =>
    keys.some((key) => !isSame(before.at(key).value, placed.at(key).value));
  const isCode = !placed.at('checksum').isAbsent && type !== 'unit_test';
  const tests: readonly (readonly [ChangeReason, boolean])[] = [
    ['body', isCode && differs('checksum', 'raw_code', 'raw_sql')],
    ['configs', !isSame(configOf(before), configOf(placed))],
    ['relation', !isSame(relationOf(before), relationOf(placed))],
    ['macros', macros.concern(placed)],
    ['contract', differs('contract')],
    ['persisted_descriptions', !isSame(descriptionsOf(before), descriptionsOf(placed))],
    ['definition', !isCode && !isSame(definitionOf(before), definitionOf(placed))],
    ['path', differs('fqn')],
    ['dependencies', isCode && !isSame(inputsOf(before), inputsOf(placed))],
  ];
  return tests.flatMap(([reason, isSo]) => (isSo ? [reason] : []));
}

const ofRelation = ['alias', 'schema', 'database'];

/** As it was written, so that another target or another environment changes nothing; where the relation is, is told apart. */
function configOf(placed: Placed): Json {
  const written = placed.at('unrendered_config');
  return without(written.isAbsent ? placed.at('config') : written, ofRelation);
}

function relationOf(placed: Placed): Json {
  const written = placed.at('unrendered_config');
  if (written.isAbsent) return placed.at('relation_name').value ?? null;
  return [...ofRelation.map((key) => written.at(key)), placed.at('identifier')].map(
    ({ value }) => value ?? null,
  );
}

/** What dbt writes into the database's comments. */
function descriptionsOf(placed: Placed): Json {
  const persisted = placed.at('config').at('persist_docs');
  const columns = placed.at('columns').members() ?? [];
  const described = columns.map(([key, column]) => [key, column.at('description').value ?? null] as const);
  return [
    persisted.at('relation').value === true ? textOf(placed.at('description')) : null,
    persisted.at('columns').value === true ? Object.fromEntries(described) : null,
  ];
}

const notDefinition = [
  'created_at',
  'config',
  'unrendered_config',
  'fqn',
  'doc_blocks',
  'root_path',
  'patch_path',
];

/** Of a node that has no code of its own: all that it says. */
function definitionOf(placed: Placed): Json {
  return without(placed, notDefinition);
}

function inputsOf(placed: Placed): Json {
  const ids = (placed.at('depends_on').at('nodes').items() ?? []).flatMap(({ text }) => text ?? []);
  return [...new Set(ids)].sort();
}

function without(placed: Placed, keys: readonly string[]): Json {
  const members = (placed.members() ?? []).filter(([key]) => !keys.includes(key));
  return Object.fromEntries(members.map(([key, { value }]) => [key, value ?? null]));
}

function isSame(a: Json | undefined, b: Json | undefined): boolean {
  return sameJson(a ?? null, b ?? null);
}

/** Macros whose text differs, and which nodes use one, through whatever other macros. */
class MacroChanges {
  private readonly before: Placed;
  private readonly after: Placed;
  private readonly known = new Map<string, boolean>();

  constructor(before: Placed, after: Placed) {
    this.before = before.at('macros');
    this.after = after.at('macros');
  }

  concern(placed: Placed): boolean {
    const waiting = usedBy(placed);
    const seen = new Set(waiting);
    for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
      if (this.isChanged(id)) return true;
      for (const other of usedBy(this.after.at(id))) {
        if (seen.has(other)) continue;
        seen.add(other);
        waiting.push(other);
      }
    }
    return false;
  }

  private isChanged(id: string): boolean {
    const known = this.known.get(id);
    if (known !== undefined) return known;
    const [before, after] = [this.before.at(id), this.after.at(id)];
    const isChanged = before.at('macro_sql').text !== after.at('macro_sql').text;
    this.known.set(id, isChanged);
    return isChanged;
  }
}

function usedBy(placed: Placed): string[] {
  return (placed.at('depends_on').at('macros').items() ?? []).flatMap(({ text }) => text ?? []);
}
