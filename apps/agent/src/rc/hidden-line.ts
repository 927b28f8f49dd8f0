import { WrongUse } from './rc-error.js';
import { text } from './text.js';

export type HiddenInput = Pick<
  NodeJS.ReadStream,
  'on' | 'pause' | 'removeListener' | 'resume' | 'setRawMode'
>;

const ENTER = /[\r\n]/;
const INTERRUPT = '\u0003';
const ERASE = '\u007f';

/** One line from a terminal that does not show it. */
export function hiddenLine(stdin: HiddenInput): Promise<string> {
  return new Promise((resolve, reject) => {
    let line = '';
    const end = (): void => {
      stdin.setRawMode(false);
      stdin.pause();
      stdin.removeListener('data', take);
    };
    const take = (chunk: Buffer): void => {
      for (const character of chunk.toString('utf8')) {
        if (character === INTERRUPT) {
          end();
          return reject(new WrongUse(text('interrupted', '已中断')));
        }
        if (ENTER.test(character)) {
          end();
          return resolve(line.trim());
        }
        line = character === ERASE ? line.slice(0, -1) : line + character;
      }
    };
    stdin.setRawMode(true);
    stdin.resume();
    stdin.on('data', take);
  });
}
