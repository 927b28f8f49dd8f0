const CODE = /^[a-z0-9][a-z0-9-]{0,38}$/;

export const isCode = (text: string): boolean => CODE.test(text);

/** A first guess from the name; a name in Chinese gives none, and the person types one. */
export const suggestCode = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 39);
