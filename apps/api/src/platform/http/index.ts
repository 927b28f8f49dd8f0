export { DomainError, invalidField, notFound, type FieldError, type Refusal } from './domain-error.js';
export { LocalizedText } from './localized-text.js';
export { isOwnOrigin } from './own-origin.js';
export { decodeCursor, encodeCursor, PageQuery, toPage, type Page } from './page.js';
export { toProblem, type Problem } from './problem.js';
export { ProblemFilter, sendProblem } from './problem.filter.js';
export { bodyValidation } from './validation.js';
export { createAdapter, httpServerOf, useJsonBodies, type HttpServer } from './server.js';
export { serveSpa } from './spa.js';
