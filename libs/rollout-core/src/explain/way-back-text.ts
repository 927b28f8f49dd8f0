import type { NoWayBack } from '../world.js';
import { text, type Text } from './text.js';

export function wayBackText({ kind, version }: NoWayBack): Text {
  return kind === 'barrier'
    ? text(`the new version must not go back below ${version}`, `新版本不允许回退到 ${version} 以下`)
    : text(`version ${version}, which ran before, was withdrawn`, `之前运行的版本 ${version} 已被撤回`);
}
