import { writeCroissant } from './writeCroissant';
import type { ExportedGraph } from './exportedGraph';
import { writeCsvGraph, writeDot, writeMermaid } from './writeDrawings';
import { provDocument, provNotation } from './writeProv';
import { writeRoCrate } from './writeRoCrate';

/** The formats of others that a graph is written in as one text. */
export type GraphFormat = keyof typeof graphWriters;

/** What writes each of them; the same graph always gives the same text. */
export const graphWriters = {
  'prov-json': (graph: ExportedGraph) => `${JSON.stringify(provDocument(graph), null, 1)}\n`,
  'prov-n': (graph: ExportedGraph) => provNotation(provDocument(graph)),
  'ro-crate': writeRoCrate,
  croissant: writeCroissant,
  dot: writeDot,
  mermaid: writeMermaid,
  csv: writeCsvGraph,
};
