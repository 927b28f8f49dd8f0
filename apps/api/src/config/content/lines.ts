import { FaultyText, type Fault, type Place } from './fault.js';

const LINE_END = /\r\n|\r|\n/g;

/** The lines of one text, to tell offsets as places. */
export class Lines {
  private readonly starts: number[] = [0];

  constructor(text: string) {
    for (const end of text.matchAll(LINE_END)) this.starts.push(end.index + end[0].length);
  }

  get count(): number {
    return this.starts.length;
  }

  placeAt(offset: number): Place {
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (this.starts[low] ?? 0) + 1 };
  }

  faultAt(offset: number, message: string): Fault {
    return { ...this.placeAt(offset), message };
  }
}

export function failAt(text: string, offset: number, message: string): never {
  throw new FaultyText([new Lines(text).faultAt(offset, message)]);
}

/** What most of its lines end in, so that what is added looks like the rest. */
export function lineEndOf(text: string): '\n' | '\r\n' {
  const windows = text.split('\r\n').length - 1;
  return windows * 2 > text.split('\n').length - 1 ? '\r\n' : '\n';
}

/** Each line with what ends it; put together they are the text again. */
export function splitLines(text: string): readonly string[] {
  return text.match(/[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$/g) ?? [];
}

/** A line without what ends it. */
export function withoutEnd(line: string): string {
  let end = line.length;
  while (end > 0 && (line[end - 1] === '\n' || line[end - 1] === '\r')) end -= 1;
  return line.slice(0, end);
}
