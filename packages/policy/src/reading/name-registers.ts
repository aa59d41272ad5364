import type { Envelope } from "../envelope/envelope.ts";
import type { FactExtension } from "../facts/fact-extension.ts";

type Proved = Pick<Envelope, "keyDate" | "conditions" | "gate" | "claimWithin" | "payPlan">;

/** Everything of a policy that something proves; where a register does that its files add, with the register's names. */
export function namedRegisters(
  { keyDate, conditions, gate = [], claimWithin = [], payPlan }: Partial<Proved> & Omit<Proved, "gate" | "claimWithin">,
  { registers }: FactExtension,
): Proved {
  const proved: Proved = { keyDate, conditions, gate, claimWithin, payPlan };
  return Object.keys(registers).length === 0 ? proved : named(proved, registers);
}

function named<Part>(part: Part, registers: FactExtension["registers"]): Part {
  if (Array.isArray(part)) return part.map((each) => named(each, registers)) as Part;
  if (typeof part !== "object" || part === null) return part;
  const name = "register" in part && typeof part.register === "string" ? registers[part.register] : undefined;
  const entries = Object.entries(part).map(([key, value]) => [key, named(value, registers)]);
  return { ...Object.fromEntries(entries), ...(name ? { name } : {}) } as Part;
}
