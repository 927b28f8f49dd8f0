import { parse } from 'smol-toml';
import { spliced, type Splice } from '../lines/line-draft.js';

const STRING_OR_COMMENT =
  /#[^\n]*|"""(?:[^"\\]|\\[^]|"{1,2}(?!"))*"{3,5}|'''(?:[^']|'{1,2}(?!'))*'{3,5}|"(?:[^"\\]|\\.)*"|'[^']*'/g;

/** What a string of a valid text says. */
export function unquoted(written: string): string {
  return parse(`v=${written}`).v as string;
}

/** Every text can stand in one line of double quotes. */
export function quotedToml(value: string): string {
  return JSON.stringify(value).replaceAll('\x7f', '\\u007f');
}

/** A bare name, or one in quotes. */
export function tomlName(name: string): string {
  return /^[A-Za-z0-9_-]+$/.test(name) ? name : quotedToml(name);
}

/** Texts and quoted names with `fill` done to each; comments are left alone. */
export function filledToml(text: string, fill: (written: string) => string): string {
  const splices: Splice[] = [];
  for (const { 0: written, index } of text.matchAll(STRING_OR_COMMENT)) {
    if (written.startsWith('#')) continue;
    const value = unquoted(written);
    const next = fill(value);
    if (next !== value) splices.push({ start: index, end: index + written.length, text: quotedToml(next) });
  }
  return spliced(text, splices);
}
