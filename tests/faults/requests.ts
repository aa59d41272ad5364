/** What a payment server is asked to do. */
export type Work =
  | { readonly kind: "makeBatch"; readonly lineId: number }
  | { readonly kind: "takeBankFile"; readonly batchId: number }
  | { readonly kind: "readReceipt"; readonly batchId: number; readonly cells: readonly (readonly string[])[] }
  | { readonly kind: "payAgain"; readonly paymentId: number };

export type Request = {
  readonly token: string;
  readonly key: string;
  readonly work: Work;
  /** The server kills itself when the work is done, before it says so. */
  readonly dieBeforeReply: boolean;
};

export type Kill =
  | { readonly kind: "none" }
  | { readonly kind: "serverBeforeReply" }
  | { readonly kind: "server" | "postmaster" | "backend"; readonly afterMs: number };
