/** Cuts a text in the middle to at most `maxLength` characters, keeping its end: `trips_2026…_clean.csv`. */
export function cutMiddle(text: string, maxLength: number): string {
  const characters = [...text];
  if (characters.length <= maxLength) return text;
  const tailLength = Math.floor((maxLength - 1) / 2);
  const headLength = maxLength - 1 - tailLength;
  return `${characters.slice(0, headLength).join('')}…${characters.slice(characters.length - tailLength).join('')}`;
}
