import { Distribution, type DistributionData } from './distribution.js';

const FORMAT = 1;
const DOUBLE_BYTES = 8;

/** A distribution in few bytes: about one per bucket. Counts are rounded to whole numbers. */
export function pack(distribution: Distribution): Uint8Array {
  const { exponential, explicit } = distribution.data();
  const writer = new Writer();
  writer.byte(FORMAT);
  writer.signed(exponential.scale);
  writer.signed(exponential.offset);
  writer.counts([exponential.zeroCount, ...exponential.counts]);
  writer.unsigned(explicit.length);
  for (const { bounds, counts } of explicit) {
    writer.unsigned(bounds.length);
    for (const bound of bounds) writer.double(bound);
    writer.counts(counts);
  }
  return writer.bytes();
}

/** @throws RangeError for bytes that `pack` did not make */
export function unpack(bytes: Uint8Array): Distribution {
  const reader = new Reader(bytes);
  if (reader.byte() !== FORMAT) throw new RangeError('the distribution is packed in another way');
  const [scale, offset] = [reader.signed(), reader.signed()];
  const [zeroCount = 0, ...counts] = reader.counts();
  const explicit = Array.from({ length: reader.unsigned() }, () => {
    const bounds = Array.from({ length: reader.unsigned() }, () => reader.double());
    return { bounds, counts: reader.counts() };
  });
  const data: DistributionData = { exponential: { scale, zeroCount, offset, counts }, explicit };
  return new Distribution(data);
}

class Writer {
  private readonly written: number[] = [];

  byte(value: number): void {
    this.written.push(value);
  }

  /** Seven bits at a time, the lowest first; what is above 32 bits does not fit into shifts. */
  unsigned(value: number): void {
    let rest = Math.round(value);
    while (rest >= 0x80) {
      this.byte((rest % 0x80) | 0x80);
      rest = Math.floor(rest / 0x80);
    }
    this.byte(rest);
  }

  signed(value: number): void {
    this.unsigned(value < 0 ? -2 * value - 1 : 2 * value);
  }

  double(value: number): void {
    const bytes = new Uint8Array(DOUBLE_BYTES);
    new DataView(bytes.buffer).setFloat64(0, value);
    this.written.push(...bytes);
  }

  counts(values: readonly number[]): void {
    this.unsigned(values.length);
    for (const value of values) this.unsigned(value);
  }

  bytes(): Uint8Array {
    return Uint8Array.from(this.written);
  }
}

class Reader {
  private place = 0;
  private readonly view: DataView;

  constructor(private readonly bytes: Uint8Array) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  byte(): number {
    const value = this.bytes[this.place];
    if (value === undefined) throw new RangeError('the distribution is cut off');
    this.place += 1;
    return value;
  }

  unsigned(): number {
    let [value, times] = [0, 1];
    for (;;) {
      const byte = this.byte();
      value += (byte & 0x7f) * times;
      if (byte < 0x80) return value;
      times *= 0x80;
    }
  }

  signed(): number {
    const value = this.unsigned();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }

  double(): number {
    if (this.place + DOUBLE_BYTES > this.bytes.length) throw new RangeError('the distribution is cut off');
    this.place += DOUBLE_BYTES;
    return this.view.getFloat64(this.place - DOUBLE_BYTES);
  }

  counts(): readonly number[] {
    const length = this.unsigned();
    if (length > this.bytes.length) throw new RangeError('the distribution is cut off');
    return Array.from({ length }, () => this.unsigned());
  }
}
