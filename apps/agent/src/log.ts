export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>;

export interface Log {
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
}

const URL_CREDENTIALS = /\/\/[^/@\s]+@/g;
const TOKENS = /\b(rcn|rce|rct)_[A-Za-z0-9_-]+/g;

/** Takes away anything that looks like a credential, so that a careless error message can't leak one. */
export function withoutSecrets(text: string): string {
  return text.replace(URL_CREDENTIALS, '//***@').replace(TOKENS, '$1_***');
}

/** One JSON line per event; JSON escapes line breaks, so a hostile value can't forge a second line. */
export function jsonLog(write: (line: string) => void, now: () => number): Log {
  const put = (level: string, event: string, fields: LogFields = {}): void => {
    const line = JSON.stringify({ at: new Date(now()).toISOString(), level, event, ...fields });
    write(`${withoutSecrets(line)}\n`);
  };
  return {
    info: (event, fields) => put('info', event, fields),
    warn: (event, fields) => put('warn', event, fields),
  };
}
