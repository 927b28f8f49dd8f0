/** Letters of which some look like those of another. Chinese beside Latin is how names are written every day. */
const LOOK_ALIKE = [
  /\p{Script=Latin}/u,
  /\p{Script=Cyrillic}/u,
  /\p{Script=Greek}/u,
  /\p{Script=Armenian}/u,
  /\p{Script=Cherokee}/u,
  /\p{Script=Coptic}/u,
];
/** Takes no place, or turns the direction of what follows. What joins emoji and the letters of other scripts is no reason for doubt. */
const HIDDEN = /(?!\p{Join_Control}|\p{Variation_Selector})\p{Default_Ignorable_Code_Point}/u;
const ALL_HIDDEN = new RegExp(HIDDEN, 'gu');

export type NameDoubt = 'hidden' | 'scripts';

/** Why people could take this name for another one; null for plain names. */
export function nameDoubt(name: string): NameDoubt | null {
  if (HIDDEN.test(name)) return 'hidden';
  return LOOK_ALIKE.filter((script) => script.test(name)).length > 1 ? 'scripts' : null;
}

/** With what can not be seen written out, so that nothing of it has an effect. */
export function shownName(name: string): string {
  return name.replace(
    ALL_HIDDEN,
    (mark) => `⟨U+${(mark.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}⟩`,
  );
}
