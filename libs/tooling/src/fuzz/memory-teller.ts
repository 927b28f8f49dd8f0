/** Preloaded into the console: asked by its parent, it throws away what nobody needs and tells what is left. */
export interface ToldMemory {
  /** Of JavaScript, and of what its objects hold outside the heap. */
  readonly liveBytes: number;
  readonly residentBytes: number;
}

process.on('message', () => {
  global.gc?.();
  const { heapUsed, external, rss } = process.memoryUsage();
  process.send?.({ liveBytes: heapUsed + external, residentBytes: rss } satisfies ToldMemory);
});
process.channel?.unref();
