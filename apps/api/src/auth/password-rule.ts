/** Counted in characters as people see them typed, after normalization. */
export const MIN_PASSWORD_LENGTH = 10;
export const MAX_PASSWORD_LENGTH = 200;

export type PasswordFault = 'too_short' | 'like_account' | 'too_common';

const MIN_OWN_SIGNS = 4;

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
  // Signs alone can't be folded, and a long row of different ones is as good as any.
  if (fold(password) === '') return new Set(password).size < MIN_OWN_SIGNS ? 'too_common' : undefined;
  const core = coreOf(password);
  if (core === '' || isRow(core) || GUESSED_FIRST.some((word) => isMadeOf(core, word))) return 'too_common';
  return knownWordsOf(account).some((word) => isMadeOf(core, word)) ? 'like_account' : undefined;
}

function knownWordsOf({ email, name }: { readonly email: string; readonly name: string }): readonly string[] {
  const words = [email, ...email.split('@'), ...email.split(/[@._+-]/), name, ...name.split(/\s+/)];
  return words.map(coreOf).filter((word) => word.length >= 3);
}

/** Without signs, and without the numbers around it. */
function coreOf(text: string): string {
  return fold(text).replace(/^\d+|(?<!\d)\d+$/g, '');
}

/** Once or again and again. */
function isMadeOf(core: string, word: string): boolean {
  return core.replaceAll(word, '') === '';
}

/** One short piece again and again, or neighbours in the alphabet. */
function isRow(core: string): boolean {
  if (/^(.{1,4})\1+.{0,3}$/u.test(core)) return true;
  const codes = [...core].map((character) => character.codePointAt(0) ?? 0);
  const steps = new Set(codes.slice(1).map((code, at) => code - (codes[at] ?? 0)));
  return steps.size <= 1;
}

function fold(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}
