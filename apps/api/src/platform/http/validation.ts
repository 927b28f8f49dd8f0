import { ValidationPipe, type ArgumentMetadata, type ValidationError } from '@nestjs/common';
import { DomainError, type FieldError } from './domain-error.js';
import { withoutEmptyFields } from './left-out.js';
import { validationWords } from './validation-words.js';

const FAULTY = {
  en: 'The request has faults; each is named under errors.',
  zh: '请求有误，详见 errors 中的各项。',
};
const REQUIRED = { en: 'This field is required.', zh: '此字段必填。' };
const UNKNOWN = { en: 'There is no such field.', zh: '没有此字段。' };

class BodyPipe extends ValidationPipe {
  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    return withoutEmptyFields((await super.transform(value, metadata)) as unknown);
  }
}

/** People's routes: unknown fields are refused, nothing is converted behind the caller's back. */
export function bodyValidation(): ValidationPipe {
  return new BodyPipe({
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    stopAtFirstError: true,
    validationError: { target: false, value: true },
    exceptionFactory: (errors) =>
      new DomainError('invalid', 'VALIDATION_FAILED', FAULTY, { errors: flatten(errors, '') }),
  });
}

function flatten(errors: readonly ValidationError[], prefix: string): FieldError[] {
  return errors.flatMap((error) => {
    const field = path(prefix, error.property);
    // Of what is missing, the first rule that finds fault may well be that it is too long.
    if (error.value === undefined && !error.constraints?.['whitelistValidation'])
      return [{ field, code: 'required', message: REQUIRED }];
    const own = Object.entries(error.constraints ?? {}).map(([code, message]) =>
      code === 'whitelistValidation'
        ? { field, code: 'unknown_field', message: UNKNOWN }
        : { field, code: snake(code), message: validationWords(error.property, message) },
    );
    return [...own, ...flatten(error.children ?? [], field)];
  });
}

function path(prefix: string, property: string): string {
  if (prefix === '') return property;
  return /^\d+$/.test(property) ? `${prefix}[${property}]` : `${prefix}.${property}`;
}

function snake(code: string): string {
  return code.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
