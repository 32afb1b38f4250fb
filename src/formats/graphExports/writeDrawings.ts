import { type DrawnNode, nodesAndEdges } from './nodesAndEdges';
import type { ExportedGraph } from './exportedGraph';

/** The graph in the language of Graphviz: datasets as boxes, jobs as ellipses; what is only declared is dashed. */
export function writeDot(graph: ExportedGraph): string {
  const { nodes, edges } = nodesAndEdges(graph);
  const lines = [
    ...nodes.map(({ id, type, namespace, name }) => {
      const shape = type === 'job' ? 'ellipse' : 'box';
      return `  ${id} [label=${dotText(name)}, tooltip=${dotText(`${namespace} ${name}`)}, shape=${shape}];`;
    }),
    ...edges.map(({ from, to, kind, origin }) => {
      const label = kind === 'data' ? '' : `, label=${dotText(kind)}`;
      return `  ${from.id} -> ${to.id} [style=${origin === 'observed' ? 'solid' : 'dashed'}${label}];`;
    }),
  ];
  return `digraph lineage {\n  rankdir=LR;\n${lines.map((line) => `${line}\n`).join('')}}\n`;
}

/** Quoted, with what a label takes for marks of its own escaped. */
function dotText(text: string): string {
  return `"${text
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')
    .replaceAll(/[\r\n]+/g, '\\n')}"`;
}

/** The graph as a flowchart of Mermaid: jobs with round ends; what is only declared is dotted. */
export function writeMermaid(graph: ExportedGraph): string {
  const { nodes, edges } = nodesAndEdges(graph);
  const lines = [
    ...nodes.map((node) => `  ${node.id}${mermaidNode(node)}`),
    ...edges.map(({ from, to, kind, origin }) => {
      const arrow = origin === 'observed' ? '-->' : '-.->';
      const label = kind === 'data' ? '' : `|${mermaidText(kind)}|`;
      return `  ${from.id} ${arrow}${label} ${to.id}`;
    }),
  ];
  return `flowchart LR\n${lines.map((line) => `${line}\n`).join('')}`;
}

function mermaidNode({ type, name }: DrawnNode): string {
  const text = mermaidText(name);
  return type === 'job' ? `([${text}])` : `[${text}]`;
}

/** Quoted; marks that Mermaid or HTML read are written by their numbers. */
function mermaidText(text: string): string {
  const safe = text.replaceAll(/["#<>&`\\\r\n]/g, (mark) => `#${mark.codePointAt(0)};`);
  return `"${safe}"`;
}

const columns = [
  'record',
  'type',
  'namespace',
  'name',
  'to_type',
  'to_namespace',
  'to_name',
  'kind',
  'origin',
];

/** Nodes and edges as one table: a row of an edge has both its ends, a row of a node has what kind it is. */
export function writeCsvGraph(graph: ExportedGraph): string {
  const { nodes, edges } = nodesAndEdges(graph);
  const rows = [
    columns,
    ...nodes.map(({ type, namespace, name, kind }) => [
      'node',
      type,
      namespace,
      name,
      '',
      '',
      '',
      kind ?? '',
      '',
    ]),
    ...edges.map(({ from, to, kind, origin }) => [
      'edge',
      ...[from.type, from.namespace, from.name],
      ...[to.type, to.namespace, to.name],
      ...[kind, origin],
    ]),
  ];
  return rows.map((row) => `${row.map(csvCell).join(',')}\n`).join('');
}

function csvCell(text: string): string {
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
