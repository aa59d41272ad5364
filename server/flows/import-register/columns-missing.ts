import { REGISTERS, type RegisterKind } from "@wutong/codes";
import { type Problem, problem } from "@wutong/kernel";

/** No sheet has a header of the register. */
export function columnsMissing(register: RegisterKind): Problem {
  const required = REGISTERS[register].columns.filter((one) => one.required).map((one) => one.header);
  return problem("registers.columnsMissing", { columns: required.join("、") });
}
