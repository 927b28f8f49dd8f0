/** One sentence for people, in English and Simplified Chinese. */
export interface Text {
  readonly en: string;
  readonly zh: string;
}

export function text(en: string, zh: string): Text {
  return { en, zh };
}

export function nodes(count: number): string {
  return count === 1 ? '1 node' : `${count} nodes`;
}

/** As the subject of a sentence, with the form of its verb that fits. */
export function nodesDo(count: number, one: string, many: string): string {
  return `${nodes(count)} ${count === 1 ? one : many}`;
}

export function seconds(total: number): Text {
  if (total < 120) return text(`${total} s`, `${total} 秒`);
  if (total < 7_200) return text(`${Math.round(total / 60)} min`, `${Math.round(total / 60)} 分钟`);
  return text(`${Math.round(total / 3_600)} h`, `${Math.round(total / 3_600)} 小时`);
}
