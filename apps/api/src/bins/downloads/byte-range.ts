export interface RequestConditions {
  readonly isHead: boolean;
  readonly range?: string | undefined;
  readonly ifRange?: string | undefined;
  readonly ifMatch?: string | undefined;
  readonly ifNoneMatch?: string | undefined;
}

export type Delivery =
  | { readonly status: 200 | 206; readonly start: number; readonly end: number }
  | { readonly status: 304 | 412 | 416 };

/** RFC 9110, sections 13 and 14: preconditions first, then the range. `etag` is strong, with its quotation marks. */
export function decideDelivery(conditions: RequestConditions, etag: string, sizeBytes: number): Delivery {
  const { ifMatch, ifNoneMatch, isHead, range, ifRange } = conditions;
  if (ifMatch !== undefined && !names(ifMatch, etag, { weakly: false })) return { status: 412 };
  if (ifNoneMatch !== undefined && names(ifNoneMatch, etag, { weakly: true })) return { status: 304 };
  const whole: Delivery = { status: 200, start: 0, end: sizeBytes - 1 };
  if (isHead || range === undefined) return whole;
  if (ifRange !== undefined && ifRange.trim() !== etag) return whole;
  return partOf(range, sizeBytes) ?? whole;
}

/** Undefined for what is no range, or more than one: then the whole file is a right answer. */
function partOf(range: string, sizeBytes: number): Delivery | undefined {
  const [, from, to] = /^bytes=\s*(\d*)-(\d*)\s*$/i.exec(range.trim()) ?? [];
  if (from === undefined || to === undefined || (from === '' && to === '')) return undefined;
  const last = sizeBytes - 1;
  if (from === '')
    return Number(to) === 0
      ? { status: 416 }
      : { status: 206, start: Math.max(0, sizeBytes - Number(to)), end: last };
  const start = Number(from);
  const end = to === '' ? last : Math.min(Number(to), last);
  if (to !== '' && Number(to) < start) return undefined;
  return start > last ? { status: 416 } : { status: 206, start, end };
}

function names(header: string, etag: string, { weakly }: { readonly weakly: boolean }): boolean {
  if (header.trim() === '*') return true;
  return header.split(',').some((entry) => {
    const tag = entry.trim();
    return tag === etag || (weakly && tag === `W/${etag}`);
  });
}
