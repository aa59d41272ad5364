import type { Pair, Role } from "@wutong/contracts";
import { useEffect, useRef } from "react";

/** What can be done with a pair. */
export type Move = "same" | "different" | "later" | "approve" | "refuse" | "undo";

export type MoveKey = {
  readonly move: Move;
  readonly key: string;
  readonly word: "same" | "different" | "later" | "propose" | "confirm" | "takeApart" | "approve" | "refuse" | "undo";
  readonly main?: boolean;
};

const LOOK: readonly MoveKey[] = [
  { move: "same", key: "1", word: "same", main: true },
  { move: "different", key: "2", word: "different" },
  { move: "later", key: "3", word: "later" },
];
/** Two valid numbers: that they are two people is what is likely. */
const LOOK_AT_NUMBERS: readonly MoveKey[] = [
  { move: "same", key: "1", word: "propose" },
  { move: "different", key: "2", word: "different", main: true },
  { move: "later", key: "3", word: "later" },
];
const CONFIRM: readonly MoveKey[] = [
  { move: "same", key: "1", word: "confirm", main: true },
  { move: "different", key: "2", word: "takeApart" },
];
const APPROVE: readonly MoveKey[] = [
  { move: "approve", key: "1", word: "approve", main: true },
  { move: "refuse", key: "2", word: "refuse" },
];
const UNDO: readonly MoveKey[] = [{ move: "undo", key: "u", word: "undo" }];

/** By the pair's state and the reader's role. */
export function movesFor(pair: Pair, may: (...roles: readonly Role[]) => boolean): readonly MoveKey[] {
  if (!may("clerk", "reviewer")) return [];
  switch (pair.state) {
    case "waiting":
    case "later":
      return pair.numbersClash ? LOOK_AT_NUMBERS : LOOK;
    case "merged":
      return CONFIRM;
    case "proposed":
      if (pair.proposedByMe) return UNDO;
      return may("reviewer") ? APPROVE : [];
    case "same":
    case "different":
      return UNDO;
    case "gone":
      return [];
  }
}

/** Single keys act anywhere on the page but where somebody types, and not while one is held down. */
export function useKeys({ enabled, act }: { readonly enabled: boolean; readonly act: (key: string) => void }): void {
  const latest = useRef(act);
  latest.current = act;
  useEffect(() => {
    if (!enabled) return;
    const press = (event: KeyboardEvent) => {
      if (event.repeat || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      latest.current(event.key.toLowerCase());
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, [enabled]);
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}
