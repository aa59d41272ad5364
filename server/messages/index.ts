export { nextOfficeHour } from "./office-hours.ts";
export { sendDueMessages } from "./send-due.ts";
export { type Sms, type SmsGateway, simulatedGateway } from "./sms-gateway.ts";
export { CODE_LIMITS, makeCode, tryCode, useCode } from "./store/one-time-codes.ts";
export { listMessageStates, listOutbox, type OutboxMessage, queueMessage } from "./store/outbox.ts";
