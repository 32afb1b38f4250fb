import type { ByteSource, Cancellation, TextCodec } from '../../lib/ports';
import type { ArchiveEntry } from '../archive/archiveEntry';
import { zipEntries } from '../archive/zipEntries';
import { UnreadableBytes } from '../pieces';
import { refuse, Refusal } from '../refusal';
import { meaningOfFormat, type NumberMeaning } from './numberFormat';
import { type CellContext, decodeEscapes } from './sheetRows';
import { readXml } from './xml';

/** A sheet with cells; sheets of charts and macros are none. */
interface Sheet {
  readonly name: string;
  readonly path: string;
  readonly isHidden: boolean;
}

/** What a part may unpack to: sheets pack to a tenth or a fiftieth, and bombs to a thousandth. */
const growthLimit = 200;
const freeByteLength = 4 * 1024 * 1024;

/** A workbook of Excel (Office Open XML, ECMA-376). All of it throws `Refusal`, and `UnreadableBytes` for an archive that is broken. */
export class Workbook {
  readonly sheets: readonly Sheet[];
  private readonly parts: Parts;
  private readonly related: ReadonlyMap<string, string>;
  private readonly epoch: 1900 | 1904;

  private constructor(
    parts: Parts,
    sheets: readonly Sheet[],
    related: ReadonlyMap<string, string>,
    epoch: 1900 | 1904,
  ) {
    this.parts = parts;
    this.sheets = sheets;
    this.related = related;
    this.epoch = epoch;
  }

  static async open(source: ByteSource, text: TextCodec, cancellation: Cancellation): Promise<Workbook> {
    const entries = await zipEntries(source, text);
    if (!entries.ok) refuse(`${entries.error.place}: ${entries.error.message}`);
    const parts = new Parts(entries.value, source.byteLength, cancellation);
    const main = (await parts.relations('')).find(({ kind }) => kind === 'officeDocument')?.path;
    if (main === undefined || !parts.has(main)) refuse('it holds no workbook');
    const relations = await parts.relations(main);
    const byId = new Map(relations.map((each) => [each.id, each]));
    const sheets: Sheet[] = [];
    let epoch: 1900 | 1904 = 1900;
    await parts.read(main, {
      open(name, attributes) {
        if (name === 'workbookPr' && /^(?:1|true)$/.test(attributes['date1904'] ?? '')) epoch = 1904;
        if (name !== 'sheet') return;
        const relation = byId.get(relationOf(attributes) ?? '');
        if (relation?.kind !== 'worksheet') return;
        const isHidden = (attributes['state'] ?? 'visible') !== 'visible';
        sheets.push({ name: decodeEscapes(attributes['name'] ?? ''), path: relation.path, isHidden });
      },
    });
    return new Workbook(parts, sheets, new Map(relations.map(({ kind, path }) => [kind, path])), epoch);
  }

  /** The cells of a sheet. */
  openSheet({ path }: Sheet): Promise<ByteSource> {
    return this.parts.open(path);
  }

  /** What the cells of all sheets refer to. */
  async cellContext(): Promise<CellContext> {
    return { texts: await this.#texts(), meanings: await this.#meanings(), epoch: this.epoch };
  }

  /** Texts that cells refer to by their number. Those that say how others are spoken are left out. */
  async #texts(): Promise<readonly string[]> {
    const path = this.related.get('sharedStrings');
    const texts: string[] = [];
    if (path === undefined) return texts;
    let text = '';
    let isText = false;
    let isSpoken = false;
    await this.parts.read(path, {
      open(name) {
        if (name === 'si') text = '';
        else if (name === 'rPh') isSpoken = true;
        else if (name === 't') isText = !isSpoken;
      },
      text(more) {
        if (isText) text += more;
      },
      close(name) {
        if (name === 't') isText = false;
        else if (name === 'rPh') isSpoken = false;
        else if (name === 'si') texts.push(decodeEscapes(text));
      },
    });
    return texts;
  }

  /** What the numbers of each style mean. */
  async #meanings(): Promise<readonly NumberMeaning[]> {
    const path = this.related.get('styles');
    const meanings: NumberMeaning[] = [];
    if (path === undefined) return meanings;
    const codes = new Map<number, string>();
    let isOfCells = false;
    await this.parts.read(path, {
      open(name, attributes) {
        if (name === 'numFmt') codes.set(Number(attributes['numFmtId']), attributes['formatCode'] ?? '');
        else if (name === 'cellXfs') isOfCells = true;
        else if (name === 'xf' && isOfCells) {
          const id = Number(attributes['numFmtId'] ?? 0);
          meanings.push(meaningOfFormat(id, codes.get(id)));
        }
      },
      close(name) {
        if (name === 'cellXfs') isOfCells = false;
      },
    });
    return meanings;
  }
}

interface Relation {
  readonly id: string;
  /** The last part of its type. */
  readonly kind: string;
  readonly path: string;
}

/** The parts of the archive, by name. */
class Parts {
  private readonly entries: ReadonlyMap<string, ArchiveEntry>;
  private readonly cancellation: Cancellation;
  private left: number;

  constructor(entries: readonly ArchiveEntry[], byteLength: number, cancellation: Cancellation) {
    this.entries = new Map(entries.map((entry) => [entry.path.toLowerCase(), entry]));
    this.cancellation = cancellation;
    this.left = byteLength * growthLimit + freeByteLength;
  }

  has(path: string): boolean {
    return this.entries.has(path.toLowerCase());
  }

  async open(path: string): Promise<ByteSource> {
    const entry = this.entries.get(path.toLowerCase());
    if (!entry) refuse(`the part ${path} is missing`);
    const source = await entry.open().catch((error: unknown) => {
      if (error instanceof UnreadableBytes) return refuse(`${path}: ${error.message}`);
      throw error;
    });
    this.left -= source.byteLength;
    if (this.left < 0)
      throw new Refusal('tooLarge', `the part ${path} unpacks to far more than a sheet holds`);
    return source;
  }

  async read(path: string, listener: Parameters<typeof readXml>[2]): Promise<void> {
    await readXml(await this.open(path), path, listener, this.cancellation);
  }

  /** What a part refers to; the archive itself is the empty name. */
  async relations(part: string): Promise<readonly Relation[]> {
    const slash = part.lastIndexOf('/');
    const folder = part.slice(0, slash + 1);
    const list = `${folder}_rels/${part.slice(slash + 1)}.rels`;
    if (!this.has(list)) return [];
    const found: Relation[] = [];
    await this.read(list, {
      open(name, attributes) {
        if (name !== 'Relationship' || attributes['TargetMode'] === 'External') return;
        const type = attributes['Type'] ?? '';
        const path = resolved(folder, attributes['Target'] ?? '');
        found.push({ id: attributes['Id'] ?? '', kind: type.slice(type.lastIndexOf('/') + 1), path });
      },
    });
    return found;
  }
}

function relationOf(attributes: Readonly<Record<string, string>>): string | undefined {
  const name = Object.keys(attributes).find((each) => /(?:^|:)id$/.test(each));
  return name === undefined ? undefined : attributes[name];
}

/** A target relative to the folder of who names it; one that begins with a slash is meant from the root. */
function resolved(folder: string, target: string): string {
  const names: string[] = [];
  for (const name of (target.startsWith('/') ? target : folder + target).split('/')) {
    if (name === '..') names.pop();
    else if (name !== '' && name !== '.') names.push(name);
  }
  return names.join('/');
}
