import type { GraphKind, NodeKey } from '../../lineage/graph';
import { artifactKinds, type SnapshotId } from '../../versioning/records';
import { parseTimestamp, type Timestamp } from '../../versioning/timestamp';
import type { NodeKind } from '../shared/kindNames';

export const inspectorTabs = [
  'overview',
  'versions',
  'schema',
  'profile',
  'drift',
  'runs',
  'provenance',
  'reproducibility',
  'raw',
] as const;
export type InspectorTab = (typeof inspectorTabs)[number];

/** What cards can say beside what they always say. */
export const lenses = ['privacy', 'freshness', 'licence'] as const;
export type Lens = (typeof lenses)[number];

/** What the legend counts and filters by. */
export const nodeKinds: readonly NodeKind[] = [...artifactKinds, 'job', 'run'];

/** Everything about the lineage view that a person would share; what is absent is the default. */
export interface LineageSearch {
  readonly graph?: GraphKind;
  /** Shows only what lies within `up` and `down` hops of this node. */
  readonly focus?: NodeKey;
  /** Hops upstream of the focus; `all` for no limit. */
  readonly up?: Depth;
  readonly down?: Depth;
  readonly select?: NodeKey;
  /** The version that the inspector of an artifact shows; the latest where absent. */
  readonly version?: SnapshotId;
  readonly tab?: InspectorTab;
  /** The inspector shows whenever something is selected, unless it was closed. */
  readonly inspector?: 'closed';
  readonly hide?: readonly NodeKind[];
  /** To the right where absent, and downwards on a narrow screen. */
  readonly direction?: 'right' | 'down';
  readonly view?: 'list';
  /** Whether folders and namespaces are drawn as groups; where absent, a large graph without a focus is. */
  readonly groups?: 'on' | 'off';
  /** The groups that are open. */
  readonly open?: readonly string[];
  /** What cards say beside what they always say. */
  readonly lens?: Lens;
  /** What came later is not shown; now where absent. */
  readonly asOf?: Timestamp;
}

/** How a search follows another: `replace` where going back should not stop at the one before. */
export type HistoryStep = 'push' | 'replace';

export type Depth = number | 'all';

export const defaultDepth = 2;
export const maxDepth = 50;

/** Reads a link's parameters, whatever they are: what is not understood is left out. */
export function parseLineageSearch(raw: Record<string, unknown>): LineageSearch {
  const hide = parseKinds(raw['hide']);
  const open = parseOpen(raw['open']);
  return {
    ...present('graph', oneOf(['definition', 'version'] as const, raw['graph'])),
    ...present('focus', parseNodeKey(raw['focus'])),
    ...present('up', parseDepth(raw['up'])),
    ...present('down', parseDepth(raw['down'])),
    ...present('select', parseNodeKey(raw['select'])),
    ...present('version', parseText(raw['version']) as SnapshotId | null),
    ...present('tab', oneOf(inspectorTabs, raw['tab'])),
    ...(raw['inspector'] === 'closed' && { inspector: 'closed' as const }),
    ...(hide.length > 0 && { hide }),
    ...present('direction', oneOf(['right', 'down'] as const, raw['direction'])),
    ...present('groups', oneOf(['on', 'off'] as const, raw['groups'])),
    ...(open.length > 0 && { open }),
    ...present('lens', oneOf(lenses, raw['lens'])),
    ...(raw['view'] === 'list' && { view: 'list' as const }),
    ...present('asOf', parseTime(raw['asOf'])),
  };
}

export function isNodeKey(text: string): text is NodeKey {
  return /^(artifact|snapshot|job|run|group):./s.test(text);
}

/** The search without some of its parameters; with `exactOptionalPropertyTypes` absent is not `undefined`. */
export function without<K extends keyof LineageSearch>(
  search: LineageSearch,
  ...keys: readonly K[]
): Omit<LineageSearch, K> {
  return Object.fromEntries(
    Object.entries(search).filter(([key]) => !keys.some((left) => left === key)),
  ) as Omit<LineageSearch, K>;
}

/** Escape, or a click on the empty canvas: the selection goes first, then the focus; null where nothing is left to undo. */
export function backOut(search: LineageSearch): LineageSearch | null {
  if (search.select !== undefined) return without(search, 'select', 'version', 'tab', 'inspector');
  if (search.focus !== undefined) return without(search, 'focus', 'up', 'down');
  return null;
}

function parseKinds(value: unknown): NodeKind[] {
  const given = Array.isArray(value)
    ? (value as unknown[])
    : typeof value === 'string'
      ? value.split(',')
      : [];
  return nodeKinds.filter((kind) => given.includes(kind));
}

function parseOpen(value: unknown): string[] {
  const given: unknown[] = Array.isArray(value) ? value : [value];
  return given.filter((key): key is string => typeof key === 'string' && key.startsWith('group:'));
}

function parseNodeKey(value: unknown): NodeKey | null {
  return typeof value === 'string' && isNodeKey(value) ? value : null;
}

function parseDepth(value: unknown): Depth | null {
  if (value === 'all') return 'all';
  const depth = typeof value === 'string' && value !== '' ? Number(value) : value;
  if (typeof depth !== 'number' || !Number.isInteger(depth) || depth < 0) return null;
  return Math.min(depth, maxDepth);
}

function parseTime(value: unknown): Timestamp | null {
  const time = typeof value === 'string' ? parseTimestamp(value) : null;
  return time?.ok ? time.value : null;
}

function parseText(value: unknown): string | null {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : null;
}

function oneOf<T extends string>(choices: readonly T[], value: unknown): T | null {
  return choices.find((choice) => choice === value) ?? null;
}

function present<K extends string, V>(key: K, value: V | null): { readonly [P in K]?: V } {
  return (value === null ? {} : { [key]: value }) as { readonly [P in K]?: V };
}

/** The graph that a search shows: the one it names, else the one that its nodes are in. */
export function graphKindOf(search: LineageSearch): GraphKind {
  if (search.graph !== undefined) return search.graph;
  const key = search.focus ?? search.select ?? '';
  return key.startsWith('snapshot:') || key.startsWith('run:') ? 'version' : 'definition';
}

/** One hop more or fewer; one fewer than all is what a link can hold at most. */
export function deeper(depth: Depth, by: 1 | -1): Depth {
  if (depth === 'all') return by === 1 ? 'all' : maxDepth;
  return Math.max(0, Math.min(maxDepth, depth + by));
}
