import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const VERSION = 'v1';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const SHAPE = /^v1\.([0-9a-f]{12})\.([A-Za-z0-9_-]{38,})$/;

interface SealingKey {
  readonly id: string;
  readonly bytes: Buffer;
}

/** `v1.<id of the key>.<base64url of nonce, tag, ciphertext>`, AES-256-GCM. `context` must be the same to open it. */
export function seal(key: SealingKey, context: string, text: string): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key.bytes, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.from(`${VERSION}.${key.id}\n${context}`));
  const ciphertext = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return `${VERSION}.${key.id}.${Buffer.concat([nonce, cipher.getAuthTag(), ciphertext]).toString('base64url')}`;
}

/** Undefined when it was sealed with another key or for another context, or is no sealed text. */
export function unseal(key: SealingKey, context: string, sealed: string): string | undefined {
  const bytes = Buffer.from(SHAPE.exec(sealed)?.[2] ?? '', 'base64url');
  const tag = bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES);
  try {
    const decipher = createDecipheriv('aes-256-gcm', key.bytes, bytes.subarray(0, NONCE_BYTES), {
      authTagLength: TAG_BYTES,
    });
    decipher.setAAD(Buffer.from(`${VERSION}.${key.id}\n${context}`)).setAuthTag(tag);
    return Buffer.concat([
      decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)),
      decipher.final(),
    ]).toString('utf8');
  } catch {
    return undefined;
  }
}

/** Which key sealed it; undefined when it is no sealed text. */
export function keyIdOf(sealed: string): string | undefined {
  return SHAPE.exec(sealed)?.[1];
}
