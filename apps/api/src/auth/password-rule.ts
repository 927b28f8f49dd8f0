/** Counted in characters as people see them typed, after normalization. */
export const MIN_PASSWORD_LENGTH = 12;
export const MAX_PASSWORD_LENGTH = 200;

export type PasswordFault = 'too_short' | 'like_account' | 'too_common';

/** What a password must have besides the words that are easily guessed. */
const MIN_OWN_CHARACTERS = 4;

/** The longest first: removing a part of a word would leave the rest of it as something own. */
const GUESSED_FIRST = [
  'correcthorsebatterystaple',
  'releaseconsole',
  'administrator',
  'qwertyuiop',
  'passw0rd',
  'password',
  'asdfghjkl',
  'changeme',
  'iloveyou',
  'football',
  'sunshine',
  'princess',
  'superman',
  'welcome',
  'letmein',
  'zxcvbnm',
  'woaini',
  'monkey',
  'dragon',
  'master',
  'secret',
  'qwerty',
  'azerty',
  'asdfgh',
  'zxcvbn',
  'hello',
  'admin',
  'login',
  'qazwsx',
  'root',
  'user',
  'test',
  'abc',
] as const;

/** Undefined when it may be taken. `account` is what everybody knows of the person. */
export function faultOf(
  password: string,
  account: { readonly email: string; readonly name: string },
): PasswordFault | undefined {
  if ([...password.normalize('NFKC')].length < MIN_PASSWORD_LENGTH) return 'too_short';
  const folded = fold(password);
  // Signs alone can't be folded, and a long row of them is as good as any.
  if (folded === '') return new Set(password).size < MIN_OWN_CHARACTERS ? 'too_common' : undefined;
  if (isRepeated(folded) || leftOf(folded, GUESSED_FIRST) < MIN_OWN_CHARACTERS) return 'too_common';
  return leftOf(folded, knownWordsOf(account)) < MIN_OWN_CHARACTERS ? 'like_account' : undefined;
}

function knownWordsOf({ email, name }: { readonly email: string; readonly name: string }): string[] {
  const words = [email, ...email.split(/[@._+-]/), name, ...name.split(/\s+/)].map(fold);
  return words.filter((word) => word.length >= 3).sort((one, other) => other.length - one.length);
}

/** How many characters are left without the words, rows of digits, and what only repeats. */
function leftOf(folded: string, words: readonly string[]): number {
  const rest = words.reduce((text, word) => text.replaceAll(word, ' '), folded).replace(/\d+/g, ' ');
  return new Set(rest.replaceAll(' ', '')).size;
}

/** One short piece again and again, or a row of neighbours as on the keyboard or in the alphabet. */
function isRepeated(folded: string): boolean {
  if (/^(.{1,4})\1+.{0,3}$/u.test(folded)) return true;
  const codes = [...folded].map((character) => character.codePointAt(0) ?? 0);
  const steps = new Set(codes.slice(1).map((code, at) => code - (codes[at] ?? 0)));
  return steps.size === 1;
}

function fold(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}
