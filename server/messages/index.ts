export { nextOfficeHour } from "./office-hours.ts";
export { sendDueMessages } from "./send-due.ts";
export { simulatedGateway } from "./sms-gateway.ts";
export { CODE_LIMITS, makeCode, tryCode, useCode } from "./store/one-time-codes.ts";
export { listMessageStates, listOutbox, queueMessage } from "./store/outbox.ts";
