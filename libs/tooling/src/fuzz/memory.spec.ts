import { useOf } from './memory.js';

const MIB = 2 ** 20;

function samples(live: (index: number) => number, resident: (index: number) => number) {
  return Array.from({ length: 16 }, (_, index) => ({
    liveBytes: live(index) * MIB,
    residentBytes: resident(index) * MIB,
  }));
}

describe('memory', () => {
  it('is flat when it is the same, or taken for good at a busy moment', () => {
    expect(
      useOf(
        samples(
          () => 65,
          () => 200,
        ),
      ),
    ).toEqual({ isFlat: true, live: [65, 65], resident: [200, 200] });
    const busy = samples(
      () => 65,
      (index) => (index < 9 ? 250 : 390),
    );
    expect(useOf(busy).isFlat).toBe(true);
  });

  it('grows when what is in use does, though the process is no larger', () => {
    const leaking = samples(
      (index) => 65 + index * 9,
      () => 300,
    );
    expect(useOf(leaking)).toMatchObject({ isFlat: false, resident: [300, 300] });
  });

  it('grows when the process does, though nothing in it is in use', () => {
    const native = samples(
      () => 65,
      (index) => 200 + index * 25,
    );
    expect(useOf(native).isFlat).toBe(false);
  });
});
