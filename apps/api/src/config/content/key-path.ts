/**
 * The path of a key as one text: the names on the way to it, parted by dots. In a name `\` and `.` are written `\\` and
 * `\.`, and an empty name `\e`, so that no two paths look alike. The empty path is the whole file.
 */
export function pathOf(segments: readonly string[]): string {
  return segments.map(escaped).join('.');
}

/** The paths of everything around it, from the whole file inwards. */
export function pathsAround(segments: readonly string[]): readonly string[] {
  return segments.map((_, depth) => pathOf(segments.slice(0, depth)));
}

function escaped(name: string): string {
  return name === '' ? '\\e' : name.replace(/[\\.]/g, '\\$&');
}
