import type { PoliciesDesk } from "../../areas/policies/index.ts";
import type { SignInDesk } from "../talent-sign-in/talent-sign-in.ts";

/** What the routes from finding to money work with; wired once in `main.ts`. */
export type RouteDesk = SignInDesk & {
  readonly demo: boolean;
  /** Where findings are read and decisions put into words. */
  readonly policies: PoliciesDesk;
};
