/** A database of SQLite that is damaged, or of a kind that is not read; `place` is a page, or a table. */
export class MalformedDatabase extends Error {
  override readonly name = 'MalformedDatabase';
  readonly place: string;

  constructor(place: string, message: string) {
    super(message);
    this.place = place;
  }
}
