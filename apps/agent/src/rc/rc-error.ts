import type { Text } from './text.js';
import { text } from './text.js';

/** Scripts count on these numbers. */
export const EXIT = {
  asWished: 0,
  other: 1,
  wrongUse: 2,
  refused: 3,
  wentBack: 4,
  timedOut: 5,
  needsPerson: 6,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

export class RcError extends Error {
  constructor(
    readonly exitCode: ExitCode,
    readonly code: string,
    readonly words: Text,
    readonly hint: Text | null = null,
  ) {
    super(words.en);
    this.name = 'RcError';
  }
}

export class WrongUse extends RcError {
  constructor(words: Text) {
    super(EXIT.wrongUse, 'WRONG_USE', words);
  }
}

export interface ProblemBody {
  readonly code?: string;
  readonly detail?: string;
  readonly requestId?: string;
  readonly errors?: readonly { readonly field: string; readonly message: string }[];
}

/** The console's own no. */
export class Refusal extends RcError {
  constructor(
    readonly status: number,
    readonly problem: ProblemBody,
  ) {
    const sentence = problem.detail ?? `The console answered ${status}.`;
    const exitCode = status >= 400 && status < 500 && status !== 429 ? EXIT.refused : EXIT.other;
    const said = problem.detail ?? `控制台返回 ${status}。`;
    super(exitCode, problem.code ?? `HTTP_${status}`, text(sentence, said), hintOf(status));
  }
}

function hintOf(status: number): Text | null {
  switch (status) {
    case 401:
      return text(
        'Make a new token on the console and give it to "rc login" or in RC_TOKEN.',
        '请在控制台新建令牌，并通过 "rc login" 或 RC_TOKEN 提供。',
      );
    case 403:
      return text(
        '"rc whoami" shows in whose name you ask; the right may be missing in the role or in the token.',
        '"rc whoami" 可查看当前身份；角色或令牌可能缺少相应权限。',
      );
    case 404:
      return text(
        'Look at the name; what this token may not see is answered the same way.',
        '请检查名称；令牌无权查看的内容也会如此答复。',
      );
    default:
      return null;
  }
}
