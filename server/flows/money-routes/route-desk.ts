import type { BodyOf, pushOffers, Why } from "@wutong/contracts";
import type { Day, Problem, Result } from "@wutong/kernel";
import type { Token, Tx } from "../../storage/index.ts";
import type { FindingToPush } from "../push-offers/push-offers.ts";
import type { SignInDesk } from "../talent-sign-in/talent-sign-in.ts";

/** Which decision is to be put into words: one person's, by one policy version, as of a day. */
export type WhyQuestion = {
  readonly personId: number;
  readonly policyId: string;
  readonly version: number;
  readonly certificateKey: string;
  readonly asOf: Day;
};

/** What the routes from finding to money need beside the desk; the policies area answers the questions. */
export type RouteDesk = SignInDesk & {
  readonly demo: boolean;
  readonly explain: (tx: Tx, question: WhyQuestion) => Promise<Why>;
  /** The findings of the latest sweep that somebody picked: entitled ones that stacking kept, with their plans. */
  readonly pickFindings: (
    token: Token,
    asked: BodyOf<typeof pushOffers>,
  ) => Promise<Result<readonly FindingToPush[], Problem>>;
};
