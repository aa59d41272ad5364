import type { IrOf } from "../ir/ir.ts";
import type { Facts } from "./facts.ts";

/** Where a program keeps the facts of the person at hand, its subject, and the element that each binder is at. */
export type Registers = {
  readonly registers: unknown[];
  readonly registerOfRoot: (root: IrOf<"root">) => number;
  readonly registerOfSlot: (slot: number) => number;
  /** What reads each fact that has a register by then; to be made when everything is compiled. */
  readonly reader: () => (facts: Facts) => void;
  readonly turnTo: (subject: unknown) => void;
};

const OF_SUBJECT = 0;

export function createRegisters(constants: Facts, subject: string | undefined): Registers {
  const registers: unknown[] = [null];
  const roots = new Map<string, Root>();
  const slots = new Map<number, number>();
  const registerOfRoot = (node: IrOf<"root">): number => {
    if (node.name === subject) return OF_SUBJECT;
    const known = roots.get(node.name);
    if (known) return known.register;
    const root = { name: node.name, register: registers.length };
    roots.set(node.name, root);
    registers.push(constants[node.name] ?? null);
    return root.register;
  };
  return {
    registers,
    registerOfRoot,
    registerOfSlot: (slot) => {
      const register = slots.get(slot) ?? registers.push(null) - 1;
      slots.set(slot, register);
      return register;
    },
    reader: () => {
      const read = [...roots.values()].filter(({ name }) => !Object.hasOwn(constants, name));
      return readerOf(registers, read);
    },
    turnTo: (element) => {
      registers[OF_SUBJECT] = element ?? null;
    },
  };
}

type Root = { readonly name: string; readonly register: number };

function readerOf(registers: unknown[], roots: readonly Root[]): (facts: Facts) => void {
  return (facts) => {
    for (let i = 0; i < roots.length; i += 1) {
      const { name, register } = roots[i] as Root;
      registers[register] = facts[name] ?? null;
    }
  };
}
