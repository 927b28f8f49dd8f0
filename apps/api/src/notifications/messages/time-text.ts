/** By the clocks of a zone, and which one. */
export function timeText(at: Date, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  return `${parts.format(at)} ${timeZone}`;
}
