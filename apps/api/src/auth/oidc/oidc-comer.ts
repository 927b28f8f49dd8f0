/** Where somebody comes back from the provider. */
export interface Comer {
  readonly address: string;
  /** Of a browser in which that has worked before. */
  readonly deviceId: string | undefined;
}
