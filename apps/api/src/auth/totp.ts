import { Secret, TOTP } from 'otpauth';

const ISSUER = 'Release Console';
const PERIOD_SECONDS = 30;
const DIGITS = 6;
/** RFC 6238 recommends 160 bits for SHA-1, which is what every app knows. */
const SECRET_BYTES = 20;
/** One step before and after: clocks differ, and typing takes time. */
const WINDOW = 1;

export function newTotpSecret(): string {
  return new Secret({ size: SECRET_BYTES }).base32;
}

/** What apps read from the picture. */
export function totpUri(secret: string, email: string): string {
  return totpOf(secret, email).toString();
}

/** The number of the time step that the code belongs to; undefined when it is of none around now. */
export function stepOf(secret: string, code: string, nowMs: number): number | undefined {
  const delta = totpOf(secret, '').validate({ token: code, timestamp: nowMs, window: WINDOW });
  return delta === null ? undefined : Math.floor(nowMs / 1000 / PERIOD_SECONDS) + delta;
}

function totpOf(secret: string, label: string): TOTP {
  return new TOTP({
    issuer: ISSUER,
    label,
    algorithm: 'SHA1',
    digits: DIGITS,
    period: PERIOD_SECONDS,
    secret: Secret.fromBase32(secret),
  });
}
