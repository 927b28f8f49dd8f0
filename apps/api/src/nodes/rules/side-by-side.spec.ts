import { joinBins, lacksSideBySide, splitBins } from './side-by-side.js';

it('keeps names as one text, each once and in order', () => {
  expect(joinBins(['web', 'edge', 'web'])).toBe('edge web');
  expect(joinBins([])).toBeNull();
  expect(splitBins('edge web')).toEqual(['edge', 'web']);
  expect(splitBins(null)).toEqual([]);
});

it.each([
  ['agent', null, true],
  ['agent', 'edge', true],
  ['agent', 'edge web', false],
  ['seed', null, false],
  [null, null, false],
] as const)(
  'a node that speaks %s and can do it for %s lacks it for web: %s',
  (protocol, sideBySideBins, lacks) => {
    expect(lacksSideBySide({ protocol, sideBySideBins }, 'web')).toBe(lacks);
  },
);
