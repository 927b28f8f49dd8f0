export { guardAddresses } from './address-text.js';
export { allowSlowBody } from './client-errors.js';
export { refuseForeignPages } from './foreign-pages.js';
export { hashStylesBelow } from './hashed-styles.js';
export {
  DomainError,
  invalidField,
  invalidFields,
  notFound,
  type FieldError,
  type Refusal,
} from './domain-error.js';
export { exactly, notJson, plainTextOf, textOf } from './json-body.js';
export { KnownAddresses } from './known-addresses.js';
export { cutText, languageOf, LocalizedText, type Language } from './localized-text.js';
export { IsMoment } from './is-moment.js';
export { IsNested } from './is-nested.js';
export { isOwnOrigin } from './own-origin.js';
export { decodeCursor, encodeCursor, PageQuery, toPage, type Page } from './page.js';
export { ensureSeen, IfMatch, SeenRevision, Tagged } from './revisions.js';
export { toProblem, type Problem } from './problem.js';
export { addProblems } from './problem.schema.js';
export { ProblemFilter, sendProblem } from './problem.filter.js';
export { rawProblem } from './raw-problem.js';
export { pagePolicy } from './secure-headers.js';
export { WholeNumber } from './whole-number.js';
export { bodyValidation } from './validation.js';
export { emptyAsAbsent } from './empty-as-absent.js';
export { UndeclaredQueryInterceptor } from './undeclared-query.interceptor.js';
export {
  addressOf,
  keepRequestOrigin,
  noteToken,
  requestOrigin,
  type RequestOrigin,
} from './request-origin.js';
export {
  createAdapter,
  FOREIGN_BODY,
  httpServerOf,
  RAW_BODY,
  readJson,
  useJsonBodies,
  type HttpServer,
} from './server.js';
export { serveSpa } from './spa.js';
