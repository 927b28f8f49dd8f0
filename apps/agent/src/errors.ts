/** What the console is told when something did not work: a stable code and one sentence for people. */
export interface Failure {
  readonly code: string;
  readonly message: string;
}

export class AgentError extends Error implements Failure {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
    this.name = 'AgentError';
  }
}

const MAX_MESSAGE_CHARACTERS = 2_000;

export function truncate(text: string, limit = MAX_MESSAGE_CHARACTERS): string {
  return text.length <= limit ? text : `…${text.slice(text.length - limit + 1)}`;
}

/** Errno of a system error (`ENOSPC`), or undefined. */
export function errnoOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const code: unknown = (error as { code?: unknown }).code;
  return typeof code === 'string' ? code : undefined;
}

const SYSTEM_CODES: Readonly<Record<string, string>> = {
  ENOSPC: 'NO_SPACE',
  EDQUOT: 'NO_SPACE',
  EFBIG: 'NO_SPACE',
  EROFS: 'READ_ONLY',
  EACCES: 'NOT_PERMITTED',
  EPERM: 'NOT_PERMITTED',
};

export function toFailure(error: unknown, fallbackCode: string): Failure {
  if (error instanceof AgentError) return { code: error.code, message: truncate(error.message) };
  const message = error instanceof Error ? error.message : String(error);
  const code = SYSTEM_CODES[errnoOf(error) ?? ''] ?? fallbackCode;
  return { code, message: truncate(message) };
}
