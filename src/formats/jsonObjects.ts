/** What the bytes of one JSON object tell without being parsed. */
export interface ObjectShape {
  /** Its own members: names as they are written, and how their values begin. */
  readonly members: ReadonlyMap<string, string>;
  /** Whether other text stands before it on its line, as in a log. */
  readonly isBehindText: boolean;
  /** Whether it goes on in a further line. */
  readonly spansLines: boolean;
}

/** How much of a member's value is kept, in bytes. */
const valueByteLength = 240;
const nameByteLength = 200;
/** More members than this are not kept. */
const mostMembers = 200;

const [quote, backslash, open, close, openList, closeList, colon, comma, lineFeed] = Array.from(
  '"\\{}[]:,\n',
  (character) => character.charCodeAt(0),
);

/**
 * Looks at the outermost objects of text as its bytes come: those of a list, of lines, of a log and one behind the other, and
 * those in the list `events` of an object. Its time is linear in the bytes, whatever they are.
 */
export class ObjectScanner {
  private depth = 0;
  /** Of the objects that are looked at: 1, or 3 for those in a list `events`. */
  private base = 1;
  private members = new Map<string, string>();
  private name = '';
  private value = '';
  private place: 'name' | 'afterName' | 'value' = 'name';
  private isInString = false;
  private isEscaped = false;
  private isLineStart = true;
  private isBehindText = false;
  private spansLines = false;
  private readonly onObject: (shape: ObjectShape) => void;

  /** `onObject` is told of each object where it ends. */
  constructor(onObject: (shape: ObjectShape) => void) {
    this.onObject = onObject;
  }

  /** The object that has begun and not ended yet; null outside of any. */
  get unfinished(): ObjectShape | null {
    return this.depth === 0 ? null : this.shape();
  }

  private shape(): ObjectShape {
    const { members, isBehindText, spansLines } = this;
    return { members, isBehindText, spansLines };
  }

  push(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; at++) {
      const byte = bytes[at]!;
      if (this.depth === 0) this.outside(byte);
      else if (this.isInString) this.inString(byte);
      else this.inside(byte);
    }
  }

  private outside(byte: number): void {
    if (byte === open) {
      this.begin(1);
      this.isBehindText = !this.isLineStart;
      this.spansLines = false;
      this.isLineStart = false;
    } else if (byte === lineFeed) this.isLineStart = true;
    else if (byte > 0x20 && byte !== openList && byte !== closeList && byte !== comma && byte !== close)
      this.isLineStart = false;
  }

  private begin(depth: number): void {
    this.depth = depth;
    this.base = depth;
    this.members = new Map();
    this.place = 'name';
    this.name = '';
    this.value = '';
  }

  private inString(byte: number): void {
    if (byte === lineFeed) {
      // No string of JSON goes on in a further line: this was none.
      this.leave();
      this.isLineStart = true;
      return;
    }
    this.note(byte);
    if (this.isEscaped) this.isEscaped = false;
    else if (byte === backslash) this.isEscaped = true;
    else if (byte === quote) {
      this.isInString = false;
      if (this.depth === this.base && this.place === 'name') this.place = 'afterName';
    }
  }

  private inside(byte: number): void {
    switch (byte) {
      case quote:
        this.note(byte);
        this.isInString = true;
        return;
      case open:
      case openList:
        this.note(byte);
        this.depth++;
        if (byte === open && this.isEvent()) this.begin(3);
        return;
      case close:
      case closeList:
        this.end(byte);
        return;
      case colon:
        if (this.depth === this.base && this.place === 'afterName') this.place = 'value';
        else this.note(byte);
        return;
      case comma:
        if (this.depth === this.base) this.keepMember();
        else this.note(byte);
        return;
      case lineFeed:
        this.spansLines = true;
        if (this.isBehindText) {
          this.leave();
          this.isLineStart = true;
        }
        return;
      default:
        this.note(byte);
    }
  }

  /** Whether the object that begins is one of the list `events`. */
  private isEvent(): boolean {
    return this.depth === 3 && (this.base === 3 || (this.name === '"events"' && this.value.startsWith('[')));
  }

  private end(byte: number): void {
    if (this.depth === this.base && byte === close) {
      this.keepMember();
      this.onObject(this.shape());
      this.members = new Map();
    } else this.note(byte);
    this.depth--;
    if (this.depth === 0) this.leave();
  }

  private leave(): void {
    this.depth = 0;
    this.base = 1;
    this.isInString = false;
    this.isEscaped = false;
    this.isLineStart = false;
    this.members = new Map();
  }

  private keepMember(): void {
    if (this.name !== '' && this.members.size < mostMembers)
      this.members.set(this.name.slice(1, -1), this.value);
    this.place = 'name';
    this.name = '';
    this.value = '';
  }

  /** Keeps a byte of a name or of the beginning of a value. */
  private note(byte: number): void {
    if (this.place === 'value') {
      if (this.value.length < valueByteLength && (byte > 0x20 || this.isInString))
        this.value += String.fromCharCode(byte);
      return;
    }
    const isOfName = this.place === 'name' && this.depth === this.base && (this.isInString || byte === quote);
    if (isOfName && this.name.length < nameByteLength) this.name += String.fromCharCode(byte);
  }
}
