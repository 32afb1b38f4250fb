import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { parseSync, Visitor } from 'vite';
import { describe, expect, it } from 'vitest';

const sourceFolder = path.resolve(import.meta.dirname, '../src');

/**
 * A folder imports only from itself and from folders above it. `operations` stands above its adapters and takes them
 * as arguments; `storage` may import the types of its ports, and nothing else of it. Workers run operations on a store.
 */
const layers = [
  'lib',
  'numerics',
  'versioning',
  'table',
  'sketches',
  'lineage',
  'profile',
  'drift',
  'gates',
  'records',
  'formats',
  'operations',
  'storage',
  'workers',
  'state',
  'ui',
  'collector',
  'cli',
] as const;

type Layer = (typeof layers)[number];

/** What a layer may not import although it stands above. */
const forbidden: Partial<Record<Layer, readonly Layer[]>> = {
  gates: ['drift'],
  ui: ['workers', 'storage'],
  collector: ['storage', 'workers', 'state', 'ui'],
  cli: ['workers', 'state', 'ui'],
};

/** Of these a layer may import types, and no code. */
const typesOnly: Partial<Record<Layer, readonly Layer[]>> = {
  storage: ['operations'],
};

/** The npm packages of a layer; `*` ends a prefix. A layer that is not named has none. */
const packages: Partial<Record<Layer, readonly string[]>> = {
  // One module sets zod up, and everybody has it from there.
  lib: ['zod'],
  formats: [
    '@cfworker/json-schema',
    '@marcbachmann/cel-js',
    'chardet',
    'hyparquet-compressors',
    'hyparquet-writer',
    'fzstd',
    'yaml',
    'pako',
    'saxes',
    'smol-toml',
    'ignore',
  ],
  operations: ['semver'],
  storage: ['dexie', '@noble/hashes'],
  // SQLite, for rules in SQL.
  workers: ['sql.js'],
  state: ['zustand', 'react'],
  ui: [
    'react',
    'react-dom',
    '@mantine/*',
    '@xyflow/react',
    'recharts',
    '@tanstack/*',
    '@tabler/icons-react',
    'zustand',
  ],
  collector: ['node:*', '@electric-sql/pglite', 'pg'],
  // The text of SQLite runs in a thread of its own; requests of object storage are signed.
  cli: ['node:*', 'sql.js', 'aws4fetch'],
};

/** The rooms of `operations/`: each imports from those before it. */
const rooms = [
  'core',
  'bytes',
  'taking',
  'comparing',
  'lineage',
  'releases',
  'contracts',
  'findings',
  'audit',
  'identities',
  'workspaces',
  'sharing',
] as const;

interface Import {
  readonly specifier: string;
  readonly isTypeOnly: boolean;
}

interface SourceFile {
  /** Relative to src/, with slashes. */
  readonly name: string;
  readonly imports: readonly Import[];
  readonly hasExportAll: boolean;
}

/** Null for the files beside main.tsx: they put the parts together, and may import all of them. */
function layerOf(name: string): Layer | null {
  const slash = name.indexOf('/');
  return slash === -1 ? null : (name.slice(0, slash) as Layer);
}

/** The room of a file of `operations/`, or null. */
function roomOf(name: string): string | null {
  const [layer, room, inside] = name.split('/');
  return layer === 'operations' && inside !== undefined ? (room ?? null) : null;
}

function isLayer(name: string): name is Layer {
  return layers.some((layer) => layer === name);
}

function readSources(): SourceFile[] {
  return readdirSync(sourceFolder, { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll(path.sep, '/'))
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => parseSource(name, readFileSync(path.join(sourceFolder, name), 'utf8')));
}

function parseSource(name: string, text: string): SourceFile {
  const { program, module, errors } = parseSync(name, text);
  if (errors.length > 0) throw new Error(`src/${name} cannot be parsed: ${errors[0]?.message ?? ''}`);
  const imports: Import[] = [];
  let hasExportAll = false;
  for (const statement of module.staticImports) {
    const { entries } = statement;
    imports.push({
      specifier: statement.moduleRequest.value,
      isTypeOnly: entries.length > 0 && entries.every((entry) => entry.isType),
    });
  }
  new Visitor({
    ExportAllDeclaration(node) {
      hasExportAll = true;
      imports.push({ specifier: node.source.value, isTypeOnly: node.exportKind === 'type' });
    },
    ExportNamedDeclaration(node) {
      if (node.source) imports.push({ specifier: node.source.value, isTypeOnly: node.exportKind === 'type' });
    },
    ImportExpression(node) {
      if (node.source.type === 'Literal' && typeof node.source.value === 'string') {
        imports.push({ specifier: node.source.value, isTypeOnly: false });
      }
    },
    TSImportType(node) {
      imports.push({ specifier: node.source.value, isTypeOnly: true });
    },
    // new URL('./digest.worker.ts', import.meta.url)
    NewExpression(node) {
      const [address, base] = node.arguments;
      if (
        node.callee.type === 'Identifier' &&
        node.callee.name === 'URL' &&
        base?.type === 'MemberExpression'
      ) {
        if (address?.type === 'Literal' && typeof address.value === 'string') {
          imports.push({ specifier: address.value, isTypeOnly: false });
        }
      }
    },
  }).visit(program);
  return { name, imports, hasExportAll };
}

/** The file of src/ that a relative specifier means, or null for a package. */
function resolveInside(from: string, specifier: string): string | null {
  if (!specifier.startsWith('.')) return null;
  const target = path.posix.join(path.posix.dirname(from), specifier.replace(/\?.*$/, ''));
  const candidates = [target, `${target}.ts`, `${target}.tsx`, `${target}.d.ts`];
  const found = candidates.find((candidate) => {
    const absolute = path.join(sourceFolder, candidate);
    return existsSync(absolute) && statSync(absolute).isFile();
  });
  if (found === undefined) throw new Error(`src/${from} imports ${specifier}, which is not there`);
  return found;
}

function packageOf(specifier: string): string {
  if (specifier.startsWith('node:')) return specifier;
  const parts = specifier.replace(/\?.*$/, '').split('/');
  return parts.slice(0, specifier.startsWith('@') ? 2 : 1).join('/');
}

function allowsPackage(layer: Layer, name: string): boolean {
  return (packages[layer] ?? []).some((allowed) =>
    allowed.endsWith('*') ? name.startsWith(allowed.slice(0, -1)) : name === allowed,
  );
}

function faultsOfImport(file: SourceFile, entry: Import): string[] {
  const layer = layerOf(file.name);
  const where = `src/${file.name} imports ${entry.specifier}`;
  const target = resolveInside(file.name, entry.specifier);
  if (layer === null) return [];
  if (target === null) {
    const name = packageOf(entry.specifier);
    return allowsPackage(layer, name) ? [] : [`${where}: ${layer}/ may not use the package ${name}`];
  }
  if (target.startsWith('../')) return [`${where}: outside of src/`];
  const targetLayer = layerOf(target);
  if (targetLayer === null) return [`${where}: only files beside main.tsx may import each other`];
  if (targetLayer === layer) return faultsOfRooms(file.name, target, where);
  if (layers.indexOf(targetLayer) > layers.indexOf(layer))
    return [`${where}: ${targetLayer}/ is below ${layer}/`];
  if (forbidden[layer]?.includes(targetLayer)) return [`${where}: ${layer}/ must not know ${targetLayer}/`];
  if (typesOnly[layer]?.includes(targetLayer) && !entry.isTypeOnly) {
    return [`${where}: ${layer}/ may import types of ${targetLayer}/, and no code`];
  }
  return [];
}

function faultsOfRooms(from: string, target: string, where: string): string[] {
  const [room, targetRoom] = [roomOf(from), roomOf(target)];
  const place = (name: string | null): number => rooms.findIndex((each) => each === name);
  if (room === targetRoom || place(targetRoom) < place(room)) return [];
  return [`${where}: operations/${targetRoom ?? ''} is below operations/${room ?? ''}`];
}

/** One cycle for each file that closes one, as `a → b → a`. */
function findCycles(files: readonly SourceFile[]): string[] {
  const targets = new Map(
    files.map((file) => [
      file.name,
      file.imports
        .map((entry) => resolveInside(file.name, entry.specifier))
        .filter((name): name is string => name !== null),
    ]),
  );
  const cycles: string[] = [];
  const finished = new Set<string>();
  const trail: string[] = [];
  const visit = (name: string): void => {
    const start = trail.indexOf(name);
    if (start !== -1) cycles.push([...trail.slice(start), name].join(' → '));
    if (start !== -1 || finished.has(name)) return;
    trail.push(name);
    for (const target of targets.get(name) ?? []) visit(target);
    trail.pop();
    finished.add(name);
  };
  for (const name of targets.keys()) visit(name);
  return cycles;
}

const sources = readSources();

describe('the layers of src/', () => {
  it('are the ones that are listed here', () => {
    const folders = readdirSync(sourceFolder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(folders.map((folder) => folder.name).filter((name) => !isLayer(name))).toEqual([]);
  });

  it('have the rooms of operations/ that are listed here', () => {
    const inside = sources
      .filter(({ name }) => name.startsWith('operations/'))
      .map(({ name }) => roomOf(name));
    expect(new Set(inside)).toEqual(new Set(rooms));
  });

  it('import from layers above them and from the packages they are allowed', () => {
    expect(sources.flatMap((file) => file.imports.flatMap((entry) => faultsOfImport(file, entry)))).toEqual(
      [],
    );
  });

  it('have no import cycle, types included', () => {
    expect(findCycles(sources)).toEqual([]);
  });

  it('have no `export *`', () => {
    expect(sources.filter((file) => file.hasExportAll).map((file) => file.name)).toEqual([]);
  });
});

describe('the check itself', () => {
  const faultsOf = (name: string, text: string) => {
    const file = parseSource(name, text);
    return file.imports.flatMap((entry) => faultsOfImport(file, entry));
  };

  it.each([
    ['lib/bad.ts', `import { ok } from '../versioning/digest';`, 'versioning/ is below lib/'],
    ['lib/bad.ts', `import type { Digest } from '../versioning/digest';`, 'versioning/ is below lib/'],
    ['lib/bad.ts', `export { parseDigest } from '../versioning/digest';`, 'versioning/ is below lib/'],
    ['lib/bad.ts', `export const load = () => import('../versioning/digest');`, 'versioning/ is below lib/'],
    ['lib/bad.ts', `export type D = import('../versioning/digest').Digest;`, 'versioning/ is below lib/'],
    ['lib/bad.ts', `export const u = new URL('../versioning/digest.ts', import.meta.url);`, 'is below lib/'],
    ['versioning/bad.ts', `import { sha256 } from '@noble/hashes/sha2.js';`, 'package @noble/hashes'],
    ['gates/bad.ts', `import { psi } from '../drift/psi';`, 'gates/ must not know drift/'],
    ['drift/bad.ts', `import fs from 'node:fs';`, 'package node:fs'],
    ['ui/bad.tsx', `import type { Tasks } from '../workers/tasks';`, 'ui/ must not know workers/'],
    [
      'operations/core/bad.ts',
      `import { undo } from '../audit/undo';`,
      'operations/audit is below operations/core',
    ],
    ['ui/bad.tsx', `import Dexie from 'dexie';`, 'package dexie'],
    ['storage/bad.ts', `import { open } from '../operations/core/store';`, 'and no code'],
    ['storage/bad.ts', `import { type A, open } from '../operations/core/store';`, 'and no code'],
    ['lib/bad.ts', `import x from '../../package.json';`, 'outside of src/'],
  ])('refuses %s with %s', (name, text, fault) => {
    expect(faultsOf(name, text)).toEqual([expect.stringContaining(fault)]);
  });

  it.each([
    ['storage/good.ts', `import type { Store } from '../operations/core/store'; import Dexie from 'dexie';`],
    ['ui/good.tsx', `import { Flex } from '@mantine/core';`],
    ['drift/good.ts', `import type { Digest } from '../versioning/digest';`],
  ])('accepts %s with %s', (name, text) => {
    expect(faultsOf(name, text)).toEqual([]);
  });

  it('names a cycle by the files on it', () => {
    const file = (name: string, ...specifiers: string[]): SourceFile => ({
      name,
      imports: specifiers.map((specifier) => ({ specifier, isTypeOnly: true })),
      hasExportAll: false,
    });
    // result and assertNever exist, so that their names resolve; the imports are made up.
    const cycles = findCycles([
      file('lib/result.ts', './assertNever'),
      file('lib/assertNever.ts', './result'),
    ]);
    expect(cycles).toEqual(['lib/result.ts → lib/assertNever.ts → lib/result.ts']);
  });
});
