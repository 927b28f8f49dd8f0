import { parseAmount } from '@release-console/rollout-core';
import { ValidateBy, type ValidationOptions } from 'class-validator';

/** How OpenAPI is told of an amount. */
export const AMOUNT = {
  oneOf: [
    { type: 'integer', minimum: 0 },
    { type: 'string', pattern: '^(0|[1-9]\\d?|100)%$' },
  ],
};

/** A whole number from 0, or a whole percentage such as `"25%"`. */
export function IsAmount(options?: ValidationOptions): PropertyDecorator {
  return ValidateBy(
    {
      name: 'isAmount',
      validator: {
        validate: (value: unknown) => parseAmount(value) !== undefined,
        defaultMessage: () => 'Must be a whole number from 0, or a percentage such as "25%".',
      },
    },
    options,
  );
}

const MAX_LABELS = 20;
const MAX_VALUES = 500;

/** `{label: [value, …]}` with text only. */
export function IsLabelSelector(options?: ValidationOptions): PropertyDecorator {
  return ValidateBy(
    {
      name: 'isLabelSelector',
      validator: {
        validate: isLabelSelector,
        defaultMessage: () => 'Must map each label to a list of one or more values.',
      },
    },
    options,
  );
}

function isLabelSelector(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const entries = Object.entries(value);
  return (
    entries.length <= MAX_LABELS && entries.every(([label, values]) => isText(label) && isValueList(values))
  );
}

function isValueList(values: unknown): boolean {
  return Array.isArray(values) && values.length > 0 && values.length <= MAX_VALUES && values.every(isText);
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length > 0 && value.length <= 200;
}
