import { Unreadable } from './unreadable.js';

const [VARINT, EIGHT_BYTES, BYTES, FOUR_BYTES] = [0, 1, 2, 5];
const LONGEST_VARINT = 10;

/**
 * Reads the fields of one protobuf message, one after the other. Nothing is read beyond its end or made as large as the bytes
 * say that it is.
 */
export class ProtobufReader {
  /** Number of the field that was come to last. */
  field = 0;
  private kind = VARINT;
  private value = 0;
  private from = 0;

  constructor(
    private readonly bytes: Buffer,
    private place = 0,
    private readonly end = bytes.length,
  ) {}

  /** False at the end; a field that nobody asks about is skipped. */
  next(): boolean {
    if (this.place >= this.end) return false;
    const tag = this.varint();
    [this.field, this.kind] = [Math.floor(tag / 8), tag % 8];
    if (this.kind === VARINT) this.value = this.varint();
    else if (this.kind === BYTES) this.skip(this.varint());
    else if (this.kind === EIGHT_BYTES) this.skip(8);
    else if (this.kind === FOUR_BYTES) this.skip(4);
    else throw this.unreadable('a field of no known kind');
    return true;
  }

  /** A message with its length before it; null at the end. */
  delimited(): ProtobufReader | null {
    if (this.place >= this.end) return null;
    this.skip(this.varint());
    return new ProtobufReader(this.bytes, this.from, this.place);
  }

  /** The same message from where this one is. */
  again(): ProtobufReader {
    return new ProtobufReader(this.bytes, this.place, this.end);
  }

  text(): string {
    this.assertKind(BYTES);
    return this.bytes.toString('utf8', this.from, this.place);
  }

  message(): ProtobufReader {
    this.assertKind(BYTES);
    return new ProtobufReader(this.bytes, this.from, this.place);
  }

  double(): number {
    this.assertKind(EIGHT_BYTES);
    return this.bytes.readDoubleLE(this.from);
  }

  whole(): number {
    this.assertKind(VARINT);
    return this.exact(this.value);
  }

  /** Written so that small numbers are short, whether they are negative or not. */
  signed(): number {
    return signedOf(this.whole());
  }

  /** A number that may be there several times: in fields of their own, or all in one. */
  *allSigned(): Generator<number> {
    if (this.kind === VARINT) return yield this.signed();
    const packed = this.message();
    while (packed.place < packed.end) yield signedOf(packed.exact(packed.varint()));
  }

  private varint(): number {
    let [value, unit] = [0, 1];
    for (let length = 0; length < LONGEST_VARINT; length += 1) {
      const byte = this.place < this.end ? this.bytes[this.place] : undefined;
      if (byte === undefined) throw this.unreadable('it is cut off');
      this.place += 1;
      value += (byte & 127) * unit;
      if (byte < 128) return value;
      unit *= 128;
    }
    throw this.unreadable('a number without end');
  }

  private skip(length: number): void {
    if (length > this.end - this.place) throw this.unreadable('it is cut off');
    this.from = this.place;
    this.place += length;
  }

  private exact(value: number): number {
    if (!Number.isSafeInteger(value)) throw this.unreadable('a number beyond exact ones');
    return value;
  }

  private assertKind(kind: number): void {
    if (this.kind !== kind) throw this.unreadable(`field ${this.field} is of another kind`);
  }

  private unreadable(why: string): Unreadable {
    return new Unreadable(`byte ${this.place}: ${why}`);
  }
}

function signedOf(value: number): number {
  return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
}
