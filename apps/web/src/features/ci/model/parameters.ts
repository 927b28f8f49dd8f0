const NAME = /^[A-Za-z_][A-Za-z0-9_.-]{0,99}$/;
const MOST = 50;
const LONGEST = 4_000;

/** Lines of `NAME=value`; null when one of them is none. */
export function parametersOf(text: string): Readonly<Record<string, string>> | null {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const pairs = lines.map((line): [string, string] => {
    const equals = line.indexOf('=');
    return equals === -1 ? ['', ''] : [line.slice(0, equals).trim(), line.slice(equals + 1).trim()];
  });
  const areGood =
    pairs.length <= MOST && pairs.every(([name, value]) => NAME.test(name) && value.length <= LONGEST);
  return areGood ? Object.fromEntries(pairs) : null;
}
