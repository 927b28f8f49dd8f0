import { registerDecorator } from 'class-validator';

/** Names of folders and a job, with `/` between them. Jenkins names the job of a branch `feature/x` `feature%2Fx`. */
export const JOB = /^[^/\\?#\p{C}]{1,200}(?:\/[^/\\?#\p{C}]{1,200}){0,20}$/u;
const PARAMETER = /^[A-Za-z_][A-Za-z0-9_.-]{0,99}$/;
const MOST_PARAMETERS = 50;
const LONGEST = 4_000;

export function isJob(text: string): boolean {
  return JOB.test(text) && !text.split('/').some((name) => name === '.' || name === '..');
}

export function ArePlainTexts(): PropertyDecorator {
  return (target, property) =>
    registerDecorator({
      name: 'arePlainTexts',
      target: target.constructor,
      propertyName: String(property),
      options: {
        message: `$property must have at most ${MOST_PARAMETERS} names with texts of at most ${LONGEST} characters`,
      },
      validator: {
        validate(value: unknown): boolean {
          const entries = Object.entries((value ?? {}) as Record<string, unknown>);
          return (
            entries.length <= MOST_PARAMETERS &&
            entries.every(
              ([name, text]) => PARAMETER.test(name) && typeof text === 'string' && text.length <= LONGEST,
            )
          );
        },
      },
    });
}
