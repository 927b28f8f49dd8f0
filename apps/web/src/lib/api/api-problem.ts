export interface FieldProblem {
  readonly field: string;
  readonly code: string;
  readonly message: string;
}

interface ProblemBody {
  readonly title?: string;
  readonly status?: number;
  readonly code?: string;
  readonly detail?: string;
  readonly requestId?: string;
  readonly errors?: readonly FieldProblem[];
  readonly [fact: string]: unknown;
}

/** A refused or failed call, in the words of the server where it had any. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';

  constructor(
    readonly status: number,
    readonly code: string,
    readonly title: string,
    readonly detail: string,
    readonly requestId: string | null,
    readonly fields: readonly FieldProblem[] = [],
    readonly facts: Readonly<Record<string, unknown>> = {},
  ) {
    super(detail || title || code);
  }
}

/** Status 0 stands for "no answer at all": unplugged, refused, timed out. */
export const unreachable = (): ApiProblem =>
  new ApiProblem(0, 'UNREACHABLE', 'The server did not answer', '', null);

export async function problemFrom(response: Response): Promise<ApiProblem> {
  const requestId = response.headers.get('x-request-id');
  const body = await readBody(response);
  return new ApiProblem(
    response.status,
    body.code ?? `HTTP_${response.status}`,
    body.title ?? response.statusText,
    body.detail ?? '',
    body.requestId ?? requestId,
    Array.isArray(body.errors) ? body.errors : [],
    body,
  );
}

export const isProblem = (error: unknown, code?: string): error is ApiProblem =>
  error instanceof ApiProblem && (code === undefined || error.code === code);

async function readBody(response: Response): Promise<ProblemBody> {
  try {
    const parsed: unknown = await response.json();
    return typeof parsed === 'object' && parsed !== null ? (parsed as ProblemBody) : {};
  } catch {
    return {};
  }
}
