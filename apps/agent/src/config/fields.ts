export type JsonObject = Readonly<Record<string, unknown>>;

/** Collects every fault of a document, so that an operator repairs it in one go. */
export class Faults {
  readonly list: string[] = [];

  add(path: string, message: string): void {
    this.list.push(`${path}: ${message}`);
  }
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Reads fields of one JSON object and names the ones that nobody asked for. */
export class Fields {
  private readonly seen = new Set<string>();

  constructor(
    private readonly object: JsonObject,
    private readonly path: string,
    readonly faults: Faults,
  ) {}

  pathOf(key: string): string {
    return this.path === '' ? key : `${this.path}.${key}`;
  }

  raw(key: string): unknown {
    this.seen.add(key);
    return this.object[key];
  }

  has(key: string): boolean {
    return this.object[key] !== undefined;
  }

  keys(): string[] {
    return Object.keys(this.object);
  }

  text(key: string, fallback: string | null = null): string | null {
    const value = this.raw(key);
    if (value === undefined) return fallback;
    if (typeof value === 'string' && value !== '' && !value.includes('\0')) return value;
    this.faults.add(this.pathOf(key), 'must be a text that is not empty');
    return fallback;
  }

  requiredText(key: string): string {
    if (!this.has(key)) this.faults.add(this.pathOf(key), 'is missing');
    return this.text(key) ?? '';
  }

  absolutePath(key: string): string | null {
    const value = this.text(key);
    if (value !== null && !value.startsWith('/'))
      this.faults.add(this.pathOf(key), 'must be an absolute path');
    return value;
  }

  httpAddress(key: string): string | null {
    const url = this.text(key);
    if (url !== null && !/^https?:\/\/[^\s]+$/.test(url))
      this.faults.add(this.pathOf(key), 'must be an http or https address');
    return url;
  }

  number(key: string, range: { fallback: number; min: number; max: number; isInteger?: boolean }): number {
    const value = this.raw(key);
    if (value === undefined) return range.fallback;
    const isGood = typeof value === 'number' && value >= range.min && value <= range.max;
    if (isGood && (range.isInteger !== true || Number.isInteger(value))) return value;
    const kind = range.isInteger === true ? 'a whole number' : 'a number';
    this.faults.add(this.pathOf(key), `must be ${kind} from ${range.min} to ${range.max}`);
    return range.fallback;
  }

  section(key: string): Fields | null {
    const value = this.raw(key);
    if (value === undefined) return null;
    if (isObject(value)) return new Fields(value, this.pathOf(key), this.faults);
    this.faults.add(this.pathOf(key), 'must be an object');
    return null;
  }

  argv(key: string): readonly string[] {
    const value = this.raw(key);
    if (!Array.isArray(value) || value.length === 0) {
      this.faults.add(
        this.pathOf(key),
        'must be a list: the program, then its arguments (there is no shell)',
      );
      return [];
    }
    if (value.some((part) => typeof part !== 'string' || part.includes('\0'))) {
      this.faults.add(this.pathOf(key), 'must hold only texts');
      return [];
    }
    const words = value as readonly string[];
    const program = words[0] ?? '';
    if (program === '' || program.startsWith('-')) {
      this.faults.add(this.pathOf(key), 'must begin with a program, not with an option');
    }
    return words;
  }

  /** The same settings with every `{name}` in them filled in; their faults are told to `faults`. */
  filledIn(values: Readonly<Record<string, string>>, faults: Faults): Fields {
    return new Fields(fillIn(this.object, values) as JsonObject, this.path, faults);
  }

  refuseUnknown(): void {
    for (const key of Object.keys(this.object)) {
      if (!this.seen.has(key)) this.faults.add(this.pathOf(key), 'is not a known setting');
    }
  }
}

function fillIn(value: unknown, values: Readonly<Record<string, string>>): unknown {
  if (typeof value === 'string')
    return value.replace(/\{(\w+)\}/g, (whole, key: string) => values[key] ?? whole);
  if (Array.isArray(value)) return value.map((entry: unknown) => fillIn(entry, values));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, fillIn(entry, values)]));
}
