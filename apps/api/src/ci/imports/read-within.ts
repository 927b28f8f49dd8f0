import type { IncomingMessage } from 'node:http';

const IDLE_MS = 60_000;
const WHOLE_MS = 3_600_000;

/** A body that ends, or fails, in time: one that trickles must not hold a place for ever. Whoever keeps the file says what its failing means. */
export async function* readWithin(
  body: IncomingMessage,
  { idleMs = IDLE_MS, wholeMs = WHOLE_MS }: { readonly idleMs?: number; readonly wholeMs?: number } = {},
): AsyncIterable<Buffer> {
  const late = (): void => void body.destroy(new Error('it took too long'));
  const idle = setTimeout(late, idleMs);
  const whole = setTimeout(late, wholeMs);
  try {
    for await (const chunk of body) {
      idle.refresh();
      yield chunk as Buffer;
    }
    if (!body.complete) throw new Error('it was cut off');
  } finally {
    clearTimeout(idle);
    clearTimeout(whole);
  }
}
