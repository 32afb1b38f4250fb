/** Pieces that are sent to a worker before it has answered those before. */
export interface PiecesUnderWay {
  /** Resolves when fewer than `most` are under way; rejects where one of them failed. */
  untilFewerThan(most: number): Promise<void>;
  add(answered: Promise<void>): void;
}

/** None under way yet. */
export function piecesUnderWay(): PiecesUnderWay {
  const waiting: Promise<void>[] = [];
  return {
    async untilFewerThan(most) {
      while (waiting.length >= most) await waiting.shift();
    },
    add(answered) {
      // Whoever waits for it hears of its failure.
      answered.catch(() => undefined);
      waiting.push(answered);
    },
  };
}
