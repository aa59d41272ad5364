import { formatWan } from "@wutong/kernel";
import { fenOf } from "../elements/money.tsx";

/** 万元 with its sign: more is +. */
export function signedWan(fen: string): string {
  const amount = fenOf(fen);
  return amount > 0n ? `+${formatWan(amount)}` : formatWan(amount).replace("-", "−");
}
