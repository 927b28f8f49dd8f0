import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { IsInt, Max, Min } from 'class-validator';

const DIGITS = /^-?\d{1,15}$/;

/** A number in a query, written as people write one: `0x10`, `1e3`, ` 7` and nothing at all are none. */
export function WholeNumber(min: number, max: number): PropertyDecorator {
  return applyDecorators(
    Transform(({ value }: { value: unknown }) => read(value)),
    IsInt(),
    Min(min),
    Max(max),
  );
}

function read(value: unknown): unknown {
  return typeof value === 'string' && DIGITS.test(value) ? Number(value) : value;
}
