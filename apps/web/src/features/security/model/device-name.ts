/** The first that fits; many browsers name others too, so the order matters. */
const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/Edg(e|A|iOS)?\//, 'Edge'],
  [/OPR\/|Opera/, 'Opera'],
  [/MicroMessenger\//, 'WeChat'],
  [/Lark\/|Feishu\//, 'Feishu'],
  [/DingTalk\//, 'DingTalk'],
  [/Firefox\/|FxiOS\//, 'Firefox'],
  [/Chrome\/|CriOS\//, 'Chrome'],
  [/^(?=.*Version\/).*Safari\//, 'Safari'],
  [/^curl\//, 'curl'],
];

const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Mac OS X|Macintosh/, 'macOS'],
  [/CrOS/, 'ChromeOS'],
  [/Linux/, 'Linux'],
];

const firstOf = (pairs: typeof BROWSERS, text: string): string | undefined =>
  pairs.find(([pattern]) => pattern.test(text))?.[1];

/** "Chrome, Windows" for what browsers say about themselves; the words before the first "/" for other programs. */
export function deviceName(userAgent: string | null): string | null {
  if (userAgent === null || userAgent.trim() === '') return null;
  const browser = firstOf(BROWSERS, userAgent);
  if (browser === undefined) return userAgent.split('/', 1)[0]?.trim().slice(0, 40) || null;
  const system = firstOf(SYSTEMS, userAgent);
  return system === undefined ? browser : `${browser}, ${system}`;
}
