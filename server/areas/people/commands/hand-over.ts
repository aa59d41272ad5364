import type { Tx } from "../../../storage/index.ts";

/** What merging and undoing ask of areas that come later, which the flow hands in. */
export type HandOver = {
  /** Payee accounts are sealed for their person: they are sealed anew for the one that they now belong to. */
  readonly rebindAccounts: (
    tx: Tx,
    given: { readonly accounts: readonly number[]; readonly from: number; readonly to: number },
  ) => Promise<void>;
};
