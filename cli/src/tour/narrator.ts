/** Says each step with its number, then what it found, indented. */
export type Narrator = {
  readonly step: (title: string) => void;
  readonly tell: (line: string) => void;
};

export function createNarrator(write: (line: string) => void): Narrator {
  let steps = 0;
  return {
    step: (title) => {
      steps += 1;
      write(`\n${String(steps).padStart(2)}. ${title}`);
    },
    tell: (line) => write(`    ${line}`),
  };
}

/** Fen as yuan with separators: `"1500000"` → `15,000.00 yuan`. */
export function yuan(fen: string): string {
  const negative = fen.startsWith("-");
  const digits = (negative ? fen.slice(1) : fen).padStart(3, "0");
  const whole = digits.slice(0, -2).replaceAll(/\B(?=(\d{3})+$)/g, ",");
  return `${negative ? "-" : ""}${whole}.${digits.slice(-2)} yuan`;
}
