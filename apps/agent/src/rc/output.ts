import type { RcError } from './rc-error.js';
import { Refusal } from './rc-error.js';
import type { Language, Text } from './text.js';
import { plain, text } from './text.js';

export interface OutputOptions {
  readonly language: Language;
  readonly isJson: boolean;
  readonly isQuiet: boolean;
  readonly isColored: boolean;
  readonly out: (words: string) => void;
  readonly err: (words: string) => void;
}

export interface Answer {
  /** What `--json` prints. */
  readonly json: unknown;
  readonly human: string;
  /** What `--quiet` prints; absent: nothing. */
  readonly essence?: string;
}

export class Output {
  constructor(private readonly options: OutputOptions) {}

  get language(): Language {
    return this.options.language;
  }

  answer({ json, human, essence }: Answer): void {
    const { isJson, isQuiet, out } = this.options;
    if (isJson) out(`${JSON.stringify(json, null, 2)}\n`);
    else if (!isQuiet) out(`${plain(human)}\n`);
    else if (essence) out(`${plain(essence)}\n`);
  }

  /** A file's own text: not a byte more or less. */
  raw(words: string, json: unknown): void {
    this.options.out(this.options.isJson ? `${JSON.stringify(json, null, 2)}\n` : words);
  }

  /** On the way: never among the answer of `--json`. */
  progress(words: string): void {
    const { isJson, isQuiet, out, err } = this.options;
    if (!isQuiet) (isJson ? err : out)(`${plain(words)}\n`);
  }

  note(words: Text): void {
    if (!this.options.isQuiet) this.options.err(`${plain(this.say(words))}\n`);
  }

  say(words: Text): string {
    return words[this.options.language];
  }

  error(error: RcError): void {
    const facts = error instanceof Refusal ? error.problem : {};
    const { code, exitCode, hint } = error;
    if (this.options.isJson) {
      const shown = { code, detail: error.message, exitCode, ...facts };
      return this.options.err(`${JSON.stringify({ error: shown }, null, 2)}\n`);
    }
    const lines = [
      `${this.color('31', `rc: ${code}`)}: ${this.say(error.words)}`,
      ...(facts.errors ?? []).map(({ field, message }) => `  ${field}: ${message}`),
      ...(hint === null ? [] : [this.say(hint)]),
      ...(facts.requestId === undefined
        ? []
        : [this.color('2', this.say(text(`request ${facts.requestId}`, `请求编号 ${facts.requestId}`)))]),
    ];
    this.options.err(`${lines.map((line) => this.withoutControls(line)).join('\n')}\n`);
  }

  status(status: string): string {
    return STATUS_WORDS[status]?.[this.options.language] ?? status;
  }

  private color(code: string, words: string): string {
    return this.options.isColored ? `\u001b[${code}m${plain(words)}\u001b[0m` : words;
  }

  private withoutControls(line: string): string {
    return this.options.isColored ? line : plain(line);
  }
}

const STATUS_WORDS: Readonly<Record<string, Text>> = {
  draft: text('draft', '草稿'),
  pending_approval: text('pending approval', '待审批'),
  approved: text('approved', '已批准'),
  scheduled: text('scheduled', '已排期'),
  deploying: text('deploying', '部署中'),
  paused: text('paused', '已暂停'),
  rolling_back: text('rolling back', '回滚中'),
  completed: text('completed', '已完成'),
  completed_with_exceptions: text('completed with exceptions', '已完成（有例外）'),
  rolled_back: text('rolled back', '已回滚'),
  rolled_back_with_exceptions: text('rolled back with exceptions', '已回滚（有例外）'),
  stopped: text('stopped', '已停止'),
  failed: text('failed', '失败'),
  rejected: text('rejected', '已拒绝'),
  cancelled: text('cancelled', '已取消'),
  superseded: text('superseded', '已被取代'),
};
