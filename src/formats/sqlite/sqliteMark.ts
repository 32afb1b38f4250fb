/** What a database of SQLite begins with. */
export const sqliteMark = 'SQLite format 3\0';
