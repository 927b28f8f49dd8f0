import { PassThrough } from 'node:stream';

import type { HiddenInput } from './hidden-line.js';
import { hiddenLine } from './hidden-line.js';

class Keyboard extends PassThrough {
  readonly modes: boolean[] = [];

  setRawMode(isRaw: boolean): this {
    this.modes.push(isRaw);
    return this;
  }
}

async function typed(...chunks: readonly string[]): Promise<{ line: string; modes: readonly boolean[] }> {
  const keyboard = new Keyboard();
  const line = hiddenLine(keyboard as unknown as HiddenInput);
  for (const chunk of chunks) keyboard.write(chunk);
  return { line: await line, modes: keyboard.modes };
}

describe('a line that is not shown', () => {
  it.each([
    [['rct_one\r'], 'rct_one'],
    [['rct_', 'one', '\n'], 'rct_one'],
    [['rct_onee\u007f\r'], 'rct_one'],
    [['\u007f rct_one \r', 'more'], 'rct_one'],
  ])('%j', async (chunks, line) => {
    expect(await typed(...chunks)).toEqual({ line, modes: [true, false] });
  });

  it('ends at Control-C, and gives the terminal back', async () => {
    const keyboard = new Keyboard();
    const line = hiddenLine(keyboard as unknown as HiddenInput);
    keyboard.write('rct_\u0003');
    await expect(line).rejects.toThrow('interrupted');
    expect(keyboard.modes).toEqual([true, false]);
  });
});
