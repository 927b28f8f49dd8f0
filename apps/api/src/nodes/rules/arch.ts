const ALIASES: Readonly<Record<string, string>> = { x86_64: 'amd64', x64: 'amd64', aarch64: 'arm64' };

/** One word per architecture, whatever the host calls it; null when it says nothing. */
export function archWord(said: string | null | undefined): string | null {
  const word = said?.trim().toLowerCase() ?? '';
  return word === '' ? null : (ALIASES[word] ?? word);
}
