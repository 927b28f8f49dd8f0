const LINE = /^((?:│ {3}| {4})*)(├── |└── )?(.*?) \(([A-Z, ]+)\)(?: \{.*\})?$/;
const BRANCH = /^((?:│ {3}| {4})*)(├── |└── )(.*)$/;

/**
 * Out of Fastify's drawing of its routes, which is the only list that nothing can hide from: `GET /api/v1/bins/:/versions`. The
 * router does not tell the names of parameters apart. An address that answers nodes and people is there twice.
 */
export function routesOf(drawing: string): string[] {
  const segments: string[] = [];
  return drawing.split('\n').flatMap((line) => {
    const [, indent, marker, segment = '', methods = ''] = LINE.exec(line) ?? BRANCH.exec(line) ?? [];
    if (indent === undefined) return [];
    // The same address for other callers is drawn below, without a branch of its own.
    segments.length = indent.length / 4 - (marker ? 0 : 1);
    segments.push(segment);
    const path = unnamed(segments.join('').replace(/\/+/g, '/'));
    return methods
      .split(', ')
      .filter(Boolean)
      .map((method) => `${method} ${path}`);
  });
}

export function unnamed(path: string): string {
  return path.replace(/:\w+(\|:\w+)*/g, ':');
}
