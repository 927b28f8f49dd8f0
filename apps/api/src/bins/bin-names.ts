export const BIN_NAME = /^[a-z0-9][a-z0-9._-]{0,62}$/;
export const VERSION_NAME = /^[A-Za-z0-9][A-Za-z0-9._+-]{0,99}$/;
export const SHA256 = /^[0-9a-f]{64}$/;
const ARCH = /^[a-z0-9][a-z0-9._-]{0,31}$/;
const FILE_NAME = /^[^/\\:*?"<>|\p{C}]{1,200}$/u;

const SAME_ARCH: ReadonlyMap<string, string> = new Map([
  ['x86_64', 'amd64'],
  ['x86-64', 'amd64'],
  ['x64', 'amd64'],
  ['aarch64', 'arm64'],
]);

/** One word per architecture, whatever the build calls it; undefined when it is not a word at all. */
export function archWord(text: string): string | undefined {
  const word = text.trim().toLowerCase();
  return ARCH.test(word) ? (SAME_ARCH.get(word) ?? word) : undefined;
}

/** A name that every file system and every header can carry, with no way out of a folder. */
export function isFileName(name: string): boolean {
  return [name, name.normalize('NFKC')].every(
    (form) => FILE_NAME.test(form) && !/^\.+$/.test(form) && form.trim() === form,
  );
}

/** `<bin>-<version>` can be cut at every hyphen, because both parts may have some. */
export function splitsOf(file: string): readonly { readonly bin: string; readonly version: string }[] {
  const splits: { bin: string; version: string }[] = [];
  for (let at = file.indexOf('-'); at !== -1; at = file.indexOf('-', at + 1)) {
    const [bin, version] = [file.slice(0, at), file.slice(at + 1)];
    if (BIN_NAME.test(bin) && VERSION_NAME.test(version)) splits.push({ bin, version });
  }
  return splits;
}
