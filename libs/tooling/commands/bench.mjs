/** Refused until there is something true to measure against. */
export async function bench() {
  console.error('There are no benchmarks yet: this command measures nothing and so reports nothing.');
  return 1;
}
