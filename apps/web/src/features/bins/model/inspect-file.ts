const ELF_MAGIC = [0x7f, 0x45, 0x4c, 0x46] as const;
const MACHINE_OFFSET = 18;
const ARCH_BY_ELF_MACHINE: Readonly<Record<number, string>> = {
  0x3e: 'amd64',
  0xb7: 'arm64',
  0xf3: 'riscv64',
  0x28: 'arm',
};

/** Reads the processor from a Linux program's own header; null for anything else (scripts, archives, jars). */
export function archOfHeader(head: Uint8Array): string | null {
  const isElf = ELF_MAGIC.every((byte, index) => head[index] === byte);
  if (!isElf || head.length < MACHINE_OFFSET + 2) return null;
  const isLittleEndian = head[5] === 1;
  const [first = 0, second = 0] = head.slice(MACHINE_OFFSET, MACHINE_OFFSET + 2);
  return ARCH_BY_ELF_MACHINE[isLittleEndian ? first | (second << 8) : second | (first << 8)] ?? null;
}

export const archOfFile = async (file: Blob): Promise<string | null> =>
  archOfHeader(new Uint8Array(await file.slice(0, MACHINE_OFFSET + 2).arrayBuffer()));

const MAX_HASHED_BYTES = 256 * 1024 * 1024;

/** Lets the server notice bytes that were damaged on the way; needs a secure origin and a file that fits in memory. */
export async function sha256Of(file: Blob): Promise<string | null> {
  if (!globalThis.crypto?.subtle || file.size > MAX_HASHED_BYTES) return null;
  const digest = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

export type ArtifactKind = 'file' | 'archive';

/** A suggestion: people may send a packed file that nodes should get as it is. */
export const kindOfName = (name: string): ArtifactKind =>
  /\.(tar|tar\.gz|tgz)$/i.test(name) ? 'archive' : 'file';
