import type { RegisterId } from "../facts/fact-catalogue.ts";
import type { BothTexts } from "../fault.ts";

/** What proves a fact: a register, or a document where no register does. */
export type Evidence =
  /** `name`: what a register is called that the policy's files add. */
  | { readonly kind: "register"; readonly register: RegisterId; readonly name?: BothTexts }
  | { readonly kind: "document"; readonly document: BothTexts };
