import { isAlias, isMap, isNode, isScalar, isSeq, LineCounter, parseDocument, visit, type Node } from 'yaml';
import { err, ok, type Result } from '../../lib/result';
import type { ReadFailure } from '../../table/reading';
import { parseMd5, type Md5 } from '../../versioning/digest';
import { dvcFileLimit, type DvcDependency, type DvcFile, type DvcFolderFile, type DvcOut } from './dvcFile';

/** Thrown inside of `readDvcFile` alone, which turns it into its failure. */
class Malformed extends Error {
  readonly offset: number;
  constructor(offset: number, message: string) {
    super(message);
    this.offset = offset;
  }
}

/**
 * Reads a `.dvc` file of any DVC: one or several outs, folders, imports, stages before 1.0, etags in place of MD5s.
 * Keys that are not known are passed over. Aliases and anchors, which DVC does not write, are refused. Everything
 * else is `malformedPointer` with line and column.
 */
export function readDvcFile(text: string): Result<DvcFile, ReadFailure> {
  const lines = new LineCounter();
  const failure = (offset: number, message: string): Result<never, ReadFailure> => {
    const { line, col: column } = lines.linePos(offset);
    return err({ kind: 'malformedPointer', message, line: Math.max(1, line), column: Math.max(1, column) });
  };
  if (text.length > dvcFileLimit)
    return failure(0, `a .dvc file is at most ${dvcFileLimit} characters long, and this has ${text.length}`);
  try {
    return ok(dvcFileOf(rootOf(text, lines)));
  } catch (error) {
    if (error instanceof Malformed) return failure(error.offset, error.message);
    // The parser goes down into what is nested by calling itself.
    if (error instanceof RangeError) return failure(0, 'it is nested too deeply');
    throw error;
  }
}

function rootOf(text: string, lineCounter: LineCounter): Node {
  // By the failsafe schema every scalar is its text: an MD5 of digits alone is no number.
  const options = { schema: 'failsafe', lineCounter, prettyErrors: false, logLevel: 'silent' } as const;
  const document = parseDocument(text, options);
  const [error] = document.errors;
  if (error) throw new Malformed(error.pos[0], error.message);
  visit(document, {
    Node(_key, node) {
      if (isAlias(node) || node.anchor !== undefined)
        throw new Malformed(startOf(node), 'anchors and aliases are not read in a .dvc file');
    },
  });
  if (!isNode(document.contents)) throw new Malformed(0, 'the file is empty');
  return document.contents;
}

function dvcFileOf(root: Node): DvcFile {
  const file = new Fields(root, 'a .dvc file');
  return {
    outs: file.list('outs').map(outOf),
    deps: file.list('deps').map(dependencyOf),
    command: file.lines('cmd'),
    workingFolder: file.text('wdir'),
    isFrozen: file.text('frozen') === 'true',
    description: file.text('desc'),
  };
}

function outOf(node: Node): DvcOut {
  const out = new Fields(node, 'an out');
  const files = out.has('files') ? out.list('files').map(folderFileOf) : null;
  return {
    path: out.needed('path'),
    md5: out.md5('md5'),
    byteLength: out.count('size') ?? totalLength(files),
    fileCount: out.count('nfiles') ?? files?.length ?? null,
    etag: etagOf(out),
    isExecutable: out.text('isexec') === 'true',
    files,
    hash: out.text('hash'),
    description: out.text('desc'),
  };
}

function folderFileOf(node: Node): DvcFolderFile {
  const file = new Fields(node, 'a file of an out');
  return {
    path: file.needed('relpath'),
    md5: file.md5('md5'),
    byteLength: file.count('size'),
    etag: etagOf(file),
  };
}

/** The tag itself, or that of the first cloud that has one. */
function etagOf(fields: Fields): string | null {
  const own = fields.text('etag');
  if (own !== null) return own;
  for (const cloud of fields.fields('cloud')?.values() ?? []) {
    const etag = new Fields(cloud, 'a cloud').text('etag');
    if (etag !== null) return etag;
  }
  return null;
}

/** Null where the length of one is not known. */
function totalLength(files: readonly DvcFolderFile[] | null): number | null {
  if (files === null) return null;
  const lengths = files.flatMap(({ byteLength }) => byteLength ?? []);
  return lengths.length < files.length ? null : lengths.reduce((sum, length) => sum + length, 0);
}

function dependencyOf(node: Node): DvcDependency {
  const dependency = new Fields(node, 'a dep');
  const repository = dependency.fields('repo');
  const database = dependency.fields('db');
  return {
    path: repository || database ? (dependency.text('path') ?? '') : dependency.needed('path'),
    md5: dependency.md5('md5'),
    etag: dependency.text('etag'),
    repository: repository && {
      url: repository.needed('url'),
      revision: repository.text('rev'),
      lockedRevision: repository.text('rev_lock'),
    },
    database: database && {
      connection: database.text('connection'),
      table: database.text('table'),
      query: database.text('query'),
    },
  };
}

/** A mapping's members by key. They are never put on an object: a key may be called `__proto__`. */
class Fields {
  private readonly members = new Map<string, Node>();
  private readonly what: string;
  private readonly node: Node;

  constructor(node: Node, what: string) {
    if (!isMap(node)) throw new Malformed(startOf(node), `${what} is a mapping, and this is none`);
    this.what = what;
    this.node = node;
    for (const { key, value } of node.items) {
      if (isScalar(key) && typeof key.value === 'string' && isNode(value)) this.members.set(key.value, value);
    }
  }

  has(key: string): boolean {
    return this.members.has(key);
  }

  values(): Iterable<Node> {
    return this.members.values();
  }

  list(key: string): readonly Node[] {
    const node = this.members.get(key);
    if (node === undefined || isEmpty(node)) return [];
    if (!isSeq(node)) throw new Malformed(startOf(node), `${key} is a list, and this is none`);
    return node.items.map((item) => {
      if (isNode(item)) return item;
      throw new Malformed(startOf(node), `${key} has an empty item`);
    });
  }

  fields(key: string): Fields | null {
    const node = this.members.get(key);
    return node === undefined || isEmpty(node) ? null : new Fields(node, key);
  }

  text(key: string): string | null {
    const node = this.members.get(key);
    if (node === undefined || isEmpty(node)) return null;
    if (!isScalar(node) || typeof node.value !== 'string')
      throw new Malformed(startOf(node), `${key} is text, and this is none`);
    return node.value;
  }

  /** Text, or a list of texts, one a line. */
  lines(key: string): string | null {
    const node = this.members.get(key);
    if (!isSeq(node)) return this.text(key);
    return node.items
      .map((item) => {
        if (isScalar(item) && typeof item.value === 'string') return item.value;
        throw new Malformed(startOf(node), `${key} is text or a list of texts`);
      })
      .join('\n');
  }

  needed(key: string): string {
    const text = this.text(key);
    if (text === null || text === '') throw new Malformed(startOf(this.node), `${this.what} needs a ${key}`);
    return text;
  }

  count(key: string): number | null {
    const text = this.text(key);
    if (text === null) return null;
    const count = Number(text);
    if (/^\d+$/.test(text) && Number.isSafeInteger(count)) return count;
    throw new Malformed(this.startOf(key), `${key} is a whole number, and “${text.slice(0, 40)}” is none`);
  }

  md5(key: string): Md5 | null {
    const text = this.text(key);
    if (text === null) return null;
    const md5 = parseMd5(text);
    if (md5.ok) return md5.value;
    throw new Malformed(
      this.startOf(key),
      `${key} is 32 hexadecimal digits, of a folder with .dir behind them, and “${text.slice(0, 40)}” is none`,
    );
  }

  private startOf(key: string): number {
    return startOf(this.members.get(key) ?? this.node);
  }
}

function isEmpty(node: Node): boolean {
  return isScalar(node) && (node.value === null || (node.value === '' && node.source === ''));
}

function startOf(node: Node): number {
  return node.range?.[0] ?? 0;
}
