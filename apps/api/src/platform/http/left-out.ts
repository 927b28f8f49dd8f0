const DOCUMENTED = 'swagger/apiModelProperties';

interface Documented {
  readonly required?: boolean;
  readonly nullable?: boolean;
}

/** Null in a field that may be left out, and is not documented to be null, says no more than leaving it out. */
export function withoutEmptyFields<T>(value: T): T {
  if (Array.isArray(value)) value.forEach(withoutEmptyFields);
  else if (isOfClass(value)) {
    for (const [name, field] of Object.entries(value)) {
      const about = Reflect.getMetadata(DOCUMENTED, value, name) as Documented | undefined;
      if (field === null && about?.required === false && about.nullable !== true)
        Reflect.deleteProperty(value, name);
      else withoutEmptyFields(field);
    }
  }
  return value;
}

function isOfClass(value: unknown): value is object {
  return typeof value === 'object' && value !== null && value.constructor !== Object;
}
