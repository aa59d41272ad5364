import { ok, type Problem, type Result } from "@wutong/kernel";

export type Sms = { readonly phone: string; readonly text: string };

/** What an operator's gateway is to Wutong. Problem: `messages.gatewayRefused`; it throws for nothing that a retry may mend. */
export type SmsGateway = {
  /** Whether messages stay in the house: the outbox then is what the demo shows. */
  readonly simulated: boolean;
  readonly send: (sms: Sms) => Promise<Result<null, Problem>>;
};

/** Sends nothing anywhere: what would have left stands in the outbox. */
export function simulatedGateway(): SmsGateway {
  return { simulated: true, send: async () => ok(null) };
}
