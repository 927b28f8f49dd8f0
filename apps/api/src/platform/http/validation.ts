import { ValidationPipe, type ArgumentMetadata, type ValidationError } from '@nestjs/common';
import { DomainError, type FieldError } from './domain-error.js';
import { withoutEmptyFields } from './left-out.js';

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
      new DomainError('invalid', 'VALIDATION_FAILED', 'The request has faults; each is named under errors.', {
        errors: flatten(errors, ''),
      }),
  });
}

function flatten(errors: readonly ValidationError[], prefix: string): FieldError[] {
  return errors.flatMap((error) => {
    const field = path(prefix, error.property);
    // Of what is missing, the first rule that finds fault may well be that it is too long.
    if (error.value === undefined && !error.constraints?.['whitelistValidation'])
      return [{ field, code: 'required', message: 'This field is required.' }];
    const own = Object.entries(error.constraints ?? {}).map(([code, message]) => ({
      field,
      code: code === 'whitelistValidation' ? 'unknown_field' : snake(code),
      message: code === 'whitelistValidation' ? 'There is no such field.' : message,
    }));
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
