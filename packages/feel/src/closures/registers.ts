import type { Facts } from "./facts.ts";

/** Where a program keeps the facts of the person at hand, its subject, and the element that each binder is at. */
export type Registers = {
  readonly registers: unknown[];
  readonly registerOfRoot: (name: string) => number;
  readonly registerOfSlot: (slot: number) => number;
  /** What reads each fact that has a register by then; to be made when everything is compiled. */
  readonly reader: () => (facts: Facts) => void;
  readonly turnTo: (subject: unknown) => void;
};

export function createRegisters(constants: Facts, subject: string | undefined): Registers {
  const registers: unknown[] = [null];
  const ofRoots = new Map<string, number>();
  const ofSlots = new Map<number, number>();
  const registerOf = <Key>(known: Map<Key, number>, key: Key, value: unknown): number => {
    const found = known.get(key);
    if (found !== undefined) return found;
    known.set(key, registers.length);
    return registers.push(value) - 1;
  };
  const ofSubject = 0;
  if (subject !== undefined) ofRoots.set(subject, ofSubject);
  return {
    registers,
    registerOfRoot: (name) => registerOf(ofRoots, name, constants[name] ?? null),
    registerOfSlot: (slot) => registerOf(ofSlots, slot, null),
    reader: () => {
      const read = [...ofRoots].filter(([name]) => name !== subject && !Object.hasOwn(constants, name));
      return readerOf(registers, read);
    },
    turnTo: (element) => {
      registers[ofSubject] = element ?? null;
    },
  };
}

function readerOf(registers: unknown[], roots: readonly (readonly [string, number])[]): (facts: Facts) => void {
  const names = roots.map(([name]) => name);
  const targets = roots.map(([, register]) => register);
  return (facts) => {
    for (let i = 0; i < names.length; i += 1) {
      registers[targets[i] as number] = facts[names[i] as string] ?? null;
    }
  };
}
