import { buildMessage, isISO8601, ValidateBy, type ValidationOptions } from 'class-validator';

const WITH_ZONE = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/;

/** A time that means the same everywhere, as RFC 3339 writes it: one without a zone would be read in that of the server. */
export function IsMoment(options?: ValidationOptions): PropertyDecorator {
  return ValidateBy(
    {
      name: 'isMoment',
      validator: {
        validate: isMoment,
        defaultMessage: buildMessage(
          (each) => `${each}$property must be an ISO 8601 time with its zone`,
          options,
        ),
      },
    },
    options,
  );
}

/** The form alone would let 30 February pass, which would be read as another day. */
export function isMoment(value: unknown): boolean {
  if (typeof value !== 'string' || !WITH_ZONE.test(value)) return false;
  return isISO8601(value, { strict: true }) && Number.isFinite(Date.parse(value));
}
