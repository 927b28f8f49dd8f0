/** To be set at a robot that takes only what has one of its keywords. */
const KEYWORD = 'Release Console';

/** Stands in the title, since Feishu looks nowhere else for certain, and own texts may say anything. */
export function withKeyword(title: string): string {
  return title.includes(KEYWORD) ? title : `${title} · ${KEYWORD}`;
}
