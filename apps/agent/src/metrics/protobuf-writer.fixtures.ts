/** Writes protobuf messages as programs do, and as none does. */

export function varint(value: number): Buffer {
  const bytes: number[] = [];
  let left = value;
  while (left > 127) {
    bytes.push((left % 128) + 128);
    left = Math.floor(left / 128);
  }
  return Buffer.from([...bytes, left]);
}

export function whole(field: number, value: number): Buffer {
  return Buffer.concat([varint(field * 8), varint(value)]);
}

const zigzag = (value: number): number => (value < 0 ? -2 * value - 1 : 2 * value);

export function signed(field: number, value: number): Buffer {
  return whole(field, zigzag(value));
}

export function double(field: number, value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleLE(value);
  return Buffer.concat([varint(field * 8 + 1), bytes]);
}

export function delimited(...parts: readonly Buffer[]): Buffer {
  const message = Buffer.concat(parts);
  return Buffer.concat([varint(message.length), message]);
}

export function message(field: number, ...parts: readonly Buffer[]): Buffer {
  return Buffer.concat([varint(field * 8 + 2), delimited(...parts)]);
}

export function text(field: number, value: string): Buffer {
  return message(field, Buffer.from(value));
}

export function packed(field: number, values: readonly number[]): Buffer {
  return message(field, ...values.map((value) => varint(zigzag(value))));
}

/** A family of `io.prometheus.client` as it stands in an answer. */
export function family(name: string, ...metrics: readonly Buffer[]): Buffer {
  return delimited(text(1, name), ...metrics);
}

export function metric(labels: Readonly<Record<string, string>>, ...value: readonly Buffer[]): Buffer {
  const pairs = Object.entries(labels).map(([key, word]) => message(1, text(1, key), text(2, word)));
  return message(4, ...pairs, ...value);
}

export interface NativeParts {
  readonly schema?: number;
  readonly zeroThreshold?: number;
  readonly zeroCount?: number;
  readonly spans?: readonly (readonly [offset: number, length: number])[];
  readonly deltas?: readonly number[];
}

/** The value of a metric that is a native histogram. */
export function nativeHistogram({ schema = 0, spans = [], deltas = [], ...zero }: NativeParts): Buffer {
  let [count, total] = [0, zero.zeroCount ?? 0];
  for (const delta of deltas) {
    count += delta;
    total += count;
  }
  return message(
    7,
    whole(1, total),
    signed(5, schema),
    double(6, zero.zeroThreshold ?? 1e-9),
    whole(7, zero.zeroCount ?? 0),
    ...spans.map(([offset, length]) => message(12, signed(1, offset), whole(2, length))),
    packed(13, deltas),
  );
}
