import { applyDecorators } from '@nestjs/common';
import { IsObject, ValidateNested } from 'class-validator';

/** An object with rules of its own; by itself the library takes an empty list for one that keeps them. */
export function IsNested(options: { readonly each?: boolean } = {}): PropertyDecorator {
  return applyDecorators(IsObject(options), ValidateNested(options));
}
