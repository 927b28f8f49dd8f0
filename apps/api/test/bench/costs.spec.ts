import { exponentOf, middleOf, type Cost } from './costs.js';

const cost = (rowsRead: number, postgresCpuMs: number | null = 1): Cost => ({
  ...{ rowsRead, rowsWritten: 0, pages: rowsRead * rowsRead, elapsedMs: 7, nodeCpuMs: 7 },
  postgresCpuMs,
});

describe('figures of the engine', () => {
  it('have the slope of their growth: none, in proportion, squared', () => {
    const points = [10, 100, 1_000].map((nodes) => ({ nodes, cost: cost(nodes * 3) }));
    expect(exponentOf(points).rowsRead).toBeCloseTo(1);
    expect(exponentOf(points).pages).toBeCloseTo(2);
    expect(exponentOf(points).elapsedMs).toBeCloseTo(0);
  });

  it('have no slope where nothing was counted, or by one size only', () => {
    expect(exponentOf([10, 100].map((nodes) => ({ nodes, cost: cost(nodes) })))).not.toHaveProperty(
      'rowsWritten',
    );
    expect(exponentOf([10, 100].map((nodes) => ({ nodes, cost: cost(nodes, null) })))).not.toHaveProperty(
      'postgresCpuMs',
    );
    expect(exponentOf([{ nodes: 10, cost: cost(1) }])).toEqual({});
  });

  it('are told by their median', () => {
    expect(middleOf([cost(9), cost(1), cost(2)]).rowsRead).toBe(2);
    expect(middleOf([cost(9), cost(1, null)]).postgresCpuMs).toBeNull();
  });
});
