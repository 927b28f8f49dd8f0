import type { LoggerService } from '@nestjs/common';
import type { Settings } from '../settings/index.js';

type Level = Exclude<Settings['logLevel'], 'silent'>;

const ORDER: readonly Level[] = ['fatal', 'error', 'warn', 'info', 'debug'];
/** What the framework says of itself at start is of use to nobody who runs the console. */
const FRAMEWORK = new Set([
  'InstanceLoader',
  'NestApplication',
  'NestFactory',
  'RouterExplorer',
  'RoutesResolver',
  'WebSocketsController',
]);

/** One JSON object per line, so that no text in it can make up a second line. */
export class JsonLogger implements LoggerService {
  constructor(
    private readonly level: Settings['logLevel'],
    private readonly write: (line: string) => void = (line) => void process.stdout.write(line),
  ) {}

  fatal(message: unknown, ...rest: unknown[]): void {
    this.line('fatal', message, rest);
  }
  error(message: unknown, ...rest: unknown[]): void {
    this.line('error', message, rest);
  }
  warn(message: unknown, ...rest: unknown[]): void {
    this.line('warn', message, rest);
  }
  log(message: unknown, ...rest: unknown[]): void {
    this.line('info', message, rest);
  }
  debug(message: unknown, ...rest: unknown[]): void {
    this.line('debug', message, rest);
  }
  verbose(message: unknown, ...rest: unknown[]): void {
    this.line('debug', message, rest);
  }

  private line(level: Level, message: unknown, rest: readonly unknown[]): void {
    if (this.level === 'silent' || ORDER.indexOf(level) > ORDER.indexOf(this.level)) return;
    const context = rest.at(-1);
    if (typeof context === 'string' && FRAMEWORK.has(context) && this.level !== 'debug') return;
    const text = message instanceof Error ? (message.stack ?? message.message) : String(message);
    const room = typeof context === 'string' ? { room: context } : {};
    this.write(`${JSON.stringify({ time: new Date().toISOString(), level, ...room, message: text })}\n`);
  }
}
