import { digestOfText } from '../../versioning/derivedId';
import type { OperationPorts } from './ports';

/** A text with the SHA-256 of its UTF-8 bytes, in hex. */
export interface DigestedText {
  readonly digest: string;
  readonly text: string;
}

/** Texts whose digests are made while more of them come in. */
export class TextDigests {
  private waiting: string[] = [];
  private readonly batches: Promise<readonly DigestedText[]>[] = [];
  private readonly ports: OperationPorts;

  constructor(ports: OperationPorts) {
    this.ports = ports;
  }

  add(text: string): void {
    this.waiting.push(text);
    if (this.waiting.length === textsPerBatch) this.send();
  }

  /** All, in the order in which they were added. */
  async all(): Promise<readonly DigestedText[]> {
    this.send();
    return (await Promise.all(this.batches)).flat();
  }

  private send(): void {
    const texts = partsOfOne(this.waiting);
    this.waiting = [];
    const batch = this.digest(texts);
    // Of a failure hears whoever asks for all; where the import is over before, nobody does.
    batch.catch(() => undefined);
    this.batches.push(batch);
  }

  private async digest(texts: readonly string[]): Promise<readonly DigestedText[]> {
    const digests = this.ports.sha256OfTexts
      ? await this.ports.sha256OfTexts(texts)
      : texts.map((text) => digestOfText(text, this.ports));
    return texts.map((text, index) => ({ digest: digests[index]!, text }));
  }
}

const textsPerBatch = 500;

/** The same texts as parts of one long one, which a collection of garbage does not copy as it does many that live on. */
function partsOfOne(texts: readonly string[]): string[] {
  const whole = texts.join('');
  let start = 0;
  return texts.map(({ length }) => whole.slice(start, (start += length)));
}
