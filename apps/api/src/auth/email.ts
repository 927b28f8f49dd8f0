/** One spelling per mailbox as people mean it; what is stored and compared. */
export function normalizeEmail(email: string): string {
  return email.normalize('NFKC').trim().toLowerCase();
}
