import type { Soak, SoakingVersion } from '../soak.js';
import { text, type Text } from './text.js';

/** What the rule still asks for, or that it is content. The moment itself is said by whoever shows `allowedAt`. */
export function soakText({ rule, versions, missing, isSatisfied }: Soak): Text {
  const { environment, hours } = rule;
  if (isSatisfied) {
    const names = namesOf(versions);
    return text(
      `${names.en} has proved itself in ${environment}`,
      `${names.zh} 已在“${environment}”得到验证`,
    );
  }
  const absent = missing.filter(({ completedAt }) => completedAt === null);
  if (absent.length > 0) {
    const names = namesOf(absent);
    const [en, zh] = hours === 0 ? ['', ''] : [` and run there for ${hours} h`, `并运行满 ${hours} 小时`];
    return text(
      `${names.en} must first complete in ${environment}${en}`,
      `${names.zh} 须先在“${environment}”发布完成${zh}`,
    );
  }
  const names = namesOf(missing);
  return text(
    `${names.en} must have run in ${environment} for ${hours} h`,
    `${names.zh} 须在“${environment}”运行满 ${hours} 小时`,
  );
}

function namesOf(versions: readonly SoakingVersion[]): Text {
  const names = versions.map(({ bin, version }) => `${bin} ${version}`);
  return text(names.join(', '), names.join('、'));
}
