/** Who tries to sign in, as far as can be seen before the password is looked at. */
export interface Attempt {
  readonly email: string;
  readonly address: string;
  /** Of a browser in which this very account has signed in before; undefined for any other. */
  readonly deviceId: string | undefined;
}

export interface Limit {
  readonly source: string;
  /** Failures within the window. */
  readonly max: number;
  /** A success wipes out what only its own maker can have caused; of a shared count it takes back its own part. */
  readonly afterSuccess: 'forget' | 'give_back';
}

export const WINDOW_MS = 15 * 60_000;
const PER_PAIR = 10;
const PER_ADDRESS = 100;
const PER_EMAIL = 50;

/**
 * In the order in which they are counted; what one of them stops does not count for the next, so that a single
 * address can't use up what an account has left. A known device answers for itself alone: whatever strangers do,
 * its owner gets in.
 */
export function limitsOf({ email, address, deviceId }: Attempt): readonly Limit[] {
  if (deviceId !== undefined)
    return [{ source: `device\n${deviceId}\n${email}`, max: PER_PAIR, afterSuccess: 'forget' }];
  const network = networkOf(address);
  return [
    { source: `${network}\n${email}`, max: PER_PAIR, afterSuccess: 'forget' },
    { source: `address\n${network}`, max: PER_ADDRESS, afterSuccess: 'give_back' },
    { source: `email\n${email}`, max: PER_EMAIL, afterSuccess: 'give_back' },
  ];
}

/** For a person who is signed in and has to prove it once more. */
export function proofLimit(userId: string): Limit {
  return { source: `proof\n${userId}`, max: PER_PAIR, afterSuccess: 'forget' };
}

/**
 * For sign-ins that come back from the provider, which is asked about each of them. A browser in which one has worked
 * before answers for itself alone.
 */
export function providerLimit(address: string, deviceId: string | undefined): Limit {
  return deviceId === undefined
    ? { source: `oidc\n${networkOf(address)}`, max: PER_ADDRESS, afterSuccess: 'give_back' }
    : { source: `oidc device\n${deviceId}`, max: PER_PAIR, afterSuccess: 'forget' };
}

/** Whoever has one address of IPv6 has the whole /64 around it. */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  if (!address.includes(':')) return address;
  const [head = '', tail] = (address.split('%', 1)[0] ?? '').toLowerCase().split('::', 2);
  const groups = head === '' ? [] : head.split(':');
  const last = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = Array<string>(Math.max(0, 8 - groups.length - last.length)).fill('0');
  const all = [...groups, ...(tail === undefined ? [] : zeros), ...last];
  return all
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
}
