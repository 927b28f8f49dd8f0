import { invalid } from './archive-limits.js';

/** Reads a stream in pieces of the sizes that are asked for; never holds more than one chunk and one piece. */
export class ByteSource {
  private readonly chunks: AsyncIterator<Buffer>;
  private rest: Buffer = Buffer.alloc(0);

  constructor(stream: AsyncIterable<Buffer>) {
    this.chunks = stream[Symbol.asyncIterator]();
  }

  /** Exactly so many bytes. For small pieces only: they are held in memory. */
  async take(length: number): Promise<Buffer> {
    const parts: Buffer[] = [];
    await this.pass(length, (part) => void parts.push(part));
    return Buffer.concat(parts, length);
  }

  /** Hands exactly so many bytes on, as they come. */
  async pass(length: number, onPart: (part: Buffer) => Promise<void> | void): Promise<void> {
    for (let left = length; left > 0;) {
      const chunk = await this.some();
      if (chunk === null) throw invalid('it ends too early');
      const part = chunk.subarray(0, left);
      this.rest = chunk.subarray(part.length);
      left -= part.length;
      await onPart(part);
    }
  }

  /** What is not read to its end would stay open otherwise. */
  async close(): Promise<void> {
    await this.chunks.return?.();
  }

  /** What comes next, or null at the end. */
  async some(): Promise<Buffer | null> {
    while (this.rest.length === 0) {
      const next = await this.chunks.next();
      if (next.done === true) return null;
      this.rest = next.value;
    }
    const chunk = this.rest;
    this.rest = Buffer.alloc(0);
    return chunk;
  }
}
