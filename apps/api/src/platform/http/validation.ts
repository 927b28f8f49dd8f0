import { ValidationPipe, type ArgumentMetadata, type ValidationError } from '@nestjs/common';
import { invalidFields, type FieldError } from './domain-error.js';
import { NO_SUCH_FIELD } from './json-body.js';
import { withoutEmptyFields } from './left-out.js';
import { validationWords } from './validation-words.js';

const REQUIRED = { en: 'This field is required.', zh: '此字段必填。' };

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
    exceptionFactory: (errors) => invalidFields(flatten(errors, '')),
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
        ? { field, code: 'unknown_field', message: NO_SUCH_FIELD }
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
