const MORE = '…';

/** The beginning of a text that has at most so many bytes in UTF-8, never half of a character. */
export function cutBytes(text: string, mostBytes: number): string {
  if (Buffer.byteLength(text) <= mostBytes) return text;
  const room = mostBytes - Buffer.byteLength(MORE);
  let bytes = 0;
  let kept = '';
  for (const character of text) {
    bytes += Buffer.byteLength(character);
    if (bytes > room) break;
    kept += character;
  }
  return room < 0 ? '' : kept + MORE;
}

/** As `cutBytes`, counted in UTF-16 units as JavaScript and Java do. */
export function cutUnits(text: string, most: number): string {
  if (text.length <= most) return text;
  let kept = '';
  for (const character of text) {
    if (kept.length + character.length > most - MORE.length) break;
    kept += character;
  }
  return most < MORE.length ? '' : kept + MORE;
}

const CONTROLS = /[\p{Cc}\p{Zl}\p{Zp}]+/gu;
/** They turn around what is read after them. */
const TURNS = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/g;

/** One line of plain text, whatever somebody wrote. */
export function plainLine(text: string): string {
  return Buffer.from(text).toString().replace(CONTROLS, ' ').replace(TURNS, '').trim();
}
