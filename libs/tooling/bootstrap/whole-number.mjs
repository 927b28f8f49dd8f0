/**
 * @template {number | null} T
 * @param {string} name of the option
 * @param {string | undefined} text
 * @param {T} absent what it is when it is not given
 * @returns {number | T}
 */
export function wholeNumber(name, text, absent) {
  if (text === undefined) return absent;
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < 0)
    throw new Error(`--${name} must be a whole number, not ${text}.`);
  return number;
}
