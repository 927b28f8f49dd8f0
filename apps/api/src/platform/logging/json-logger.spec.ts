import fc from 'fast-check';
import { JsonLogger } from './json-logger.js';

function linesOf(level: 'info' | 'warn' | 'silent', say: (logger: JsonLogger) => void): string[] {
  const lines: string[] = [];
  say(new JsonLogger(level, (line) => lines.push(line)));
  return lines;
}

describe('the log', () => {
  it('S36 has exactly one line per event, whatever the text', () => {
    const nasty = fc.string({ unit: 'binary' }).map((text) => `${text}\r\n\u001b[2J\u2028"}`);
    fc.assert(
      fc.property(nasty, (text) => {
        const lines = linesOf('info', (logger) => logger.log(text, 'room'));
        expect(lines).toHaveLength(1);
        expect(lines[0]?.trimEnd()).not.toMatch(/[\r\n]/);
        expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 'info', room: 'room', message: text });
      }),
    );
  });

  it('leaves out what is below its level, and the framework', () => {
    expect(linesOf('warn', (logger) => logger.log('hello', 'room'))).toEqual([]);
    expect(linesOf('silent', (logger) => logger.error('hello', 'room'))).toEqual([]);
    expect(linesOf('info', (logger) => logger.log('Mapped', 'RouterExplorer'))).toEqual([]);
  });
});
