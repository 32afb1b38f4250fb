import dagre from '@dagrejs/dagre';
import ELK from 'elkjs/lib/elk.bundled.js';
import { layoutGraph } from '../../src/lineage/layoutGraph';
import type { LayoutInput } from '../../src/lineage/layout';
import { secondsOf, type Case } from '../case';
import { generateGraph } from '../generateGraph';

const few = generateGraph(3_000, 3_900, 20, 3);
const many = generateGraph(10_000, 13_000, 200, 3);

async function layOutWithElk({ sizes, edges }: LayoutInput): Promise<void> {
  const elk = new ELK();
  await elk.layout({
    id: 'all',
    layoutOptions: { 'elk.algorithm': 'layered', 'elk.direction': 'RIGHT' },
    children: sizes.map((size, index) => ({ id: String(index), ...size })),
    edges: edges.map(([from, to], index) => ({
      id: `line ${index}`,
      sources: [String(from)],
      targets: [String(to)],
    })),
  });
}

async function layOutWithDagre({ sizes, edges }: LayoutInput): Promise<void> {
  const graph = new dagre.graphlib.Graph();
  graph.setGraph({ rankdir: 'LR' });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const [index, size] of sizes.entries()) graph.setNode(String(index), { ...size });
  for (const [from, to] of edges) graph.setEdge(String(from), String(to));
  dagre.layout(graph);
}

const ours = (graph: LayoutInput) => () => secondsOf(async () => layoutGraph(graph));

const cases: readonly Case[] = [
  {
    name: 'layout of 3,000 nodes, 3,900 edges',
    goal: 0.1,
    unit: 's',
    maxRounds: 1,
    ours: ours(few),
    peers: [
      { name: 'ELK layered', run: () => secondsOf(() => layOutWithElk(few)) },
      { name: 'dagre', run: () => secondsOf(() => layOutWithDagre(few)) },
    ],
  },
  { name: 'layout of 10,000 nodes, 13,000 edges', goal: 1.5, unit: 's', ours: ours(many), peers: [] },
];

export default cases;
