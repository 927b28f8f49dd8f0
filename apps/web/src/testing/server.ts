/** What the page under test asked a server for. */
export interface Asked {
  readonly path: string;
  readonly method: string;
  /** The Idempotency-Key; undefined: sent without one. */
  readonly key: string | undefined;
  /** What was sent; undefined: nothing. */
  readonly body: unknown;
}

/** A refusal, or any other answer that is not a plain success. */
export class Said {
  constructor(
    readonly status: number,
    readonly content: unknown,
  ) {}
}

interface Call {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Answers everything that is asked for in this test; an error that is thrown is a line that broke. */
export function answerWith(answer: (asked: Asked) => unknown): void {
  globalThis.fetch = (async (path: string, { method = 'GET', headers = {}, body }: Call = {}) => {
    const asked = { path, method, key: headers['idempotency-key'], body: body && JSON.parse(body) };
    const said = await answer(asked as Asked);
    const { status, content } = said instanceof Said ? said : new Said(200, said);
    return {
      ...{ ok: status < 400, status, headers: { get: () => null } },
      ...{ text: async () => JSON.stringify(content), json: async () => content },
    };
  }) as unknown as typeof fetch;
}
