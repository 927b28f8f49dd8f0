import { possibleSources } from './promotion';

const environment = (id: string, from: string | null = null) => ({
  id,
  promotionRule: from === null ? null : { fromEnvironmentId: from, soakHours: 24 },
});
const all = [environment('dev'), environment('test', 'dev'), environment('live', 'test'), environment('far')];
const idsFor = (id: string | null) =>
  possibleSources(all.find((candidate) => candidate.id === id) ?? null, all).map((source) => source.id);

it.each([
  ['live', ['dev', 'test', 'far']],
  ['test', ['dev', 'far']],
  ['dev', ['far']],
  ['far', ['dev', 'test', 'live']],
  [null, ['dev', 'test', 'live', 'far']],
])('lets versions of %s come from those that do not wait for it themselves', (id, expected) =>
  expect(idsFor(id)).toEqual(expected),
);

it('comes to an end where rules go round', () => {
  const round = [environment('a', 'b'), environment('b', 'a'), environment('c')];
  expect(possibleSources(environment('c'), round).map(({ id }) => id)).toEqual(['a', 'b']);
});
