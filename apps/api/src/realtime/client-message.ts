export type ClientMessage =
  { readonly type: 'resume'; readonly epoch: string; readonly seq: number } | { readonly type: 'pong' };

/** Undefined for whatever this server does not know: newer pages may say more. */
export function parseClientMessage(text: string): ClientMessage | undefined {
  try {
    const message = JSON.parse(text) as { type?: unknown; epoch?: unknown; seq?: unknown } | null;
    if (message?.type === 'pong') return { type: 'pong' };
    if (message?.type === 'resume' && typeof message.epoch === 'string' && typeof message.seq === 'number') {
      return { type: 'resume', epoch: message.epoch, seq: message.seq };
    }
  } catch {
    // Falls through: what is no JSON is unknown too.
  }
  return undefined;
}
