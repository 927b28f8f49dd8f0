/** Refused until the agents and the API that it watches are there. */
export async function demo() {
  console.error('There is no demo yet.');
  return 1;
}
