export interface EachOutcome<T> {
  readonly done: readonly T[];
  readonly failed: readonly { readonly item: T; readonly error: unknown }[];
}

const AT_ONCE = 4;

/** One request per item, few at a time; one that fails stops none of the others. */
export async function runForEach<T>(
  items: readonly T[],
  work: (item: T) => Promise<unknown>,
): Promise<EachOutcome<T>> {
  const waiting = [...items];
  const done: T[] = [];
  const failed: { item: T; error: unknown }[] = [];
  const worker = async (): Promise<void> => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) {
      try {
        await work(item);
        done.push(item);
      } catch (error) {
        failed.push({ item, error });
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return { done, failed };
}
