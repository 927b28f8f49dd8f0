import { ApiProblem } from './api-problem';

/** The server's refusals by field, in the shape that forms take. */
export const fieldErrors = (error: unknown): Record<string, string> =>
  error instanceof ApiProblem
    ? Object.fromEntries(error.fields.map(({ field, message }) => [field, message]))
    : {};
