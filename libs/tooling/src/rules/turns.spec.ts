import { existsSync } from 'node:fs';
import { notOn, TURNS } from '../../jest/turns.mjs';
import { inRepository } from '../repository.js';

const FOLDERS: Readonly<Record<string, string>> = {
  api: 'apps/api',
  'api-db': 'apps/api',
  agent: 'apps/agent',
  tooling: 'libs/tooling',
};
const all = Object.entries(TURNS).flatMap(([room, turns]) =>
  turns.flatMap((files) => files.map((file) => ({ room, file }))),
);

describe('specs that take turns', () => {
  it.each(all)('$file is there, and is run on one day of each round', ({ room, file }) => {
    expect(existsSync(inRepository(`${FOLDERS[room]}/${file}`))).toBe(true);
    const days = TURNS[room]?.map((_, day) => day) ?? [];
    expect(days.filter((day) => !notOn(room, day).includes(file))).toHaveLength(1);
  });
});
