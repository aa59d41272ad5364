import type { Session } from "../../evaluate/session.ts";
import type { Pattern, PatternNode } from "./pattern.ts";

export type Match = {
  /** Code points before it, and before its end. */
  readonly from: number;
  readonly to: number;
  /** What the whole and each group hold; undefined for a group that took no part. */
  readonly groups: readonly (string | undefined)[];
};

/** Attempts at the pattern inside one another: what takes part in a repeated group takes two or three. */
const DEPTH_MAX = 1000;
/** Attempts that count as one step of the session. */
const ATTEMPTS_PER_STEP = 8;

type Attempt = {
  readonly characters: readonly string[];
  readonly ignoreCase: boolean;
  readonly session: Session;
  readonly ends: (readonly [number, number] | undefined)[];
  attempts: number;
  depth: number;
};

type Next = (at: number) => boolean;

/**
 * The first place from `start` on where the pattern matches. It goes back and tries again as Perl's do, on account of the
 * session: a pattern that would try without end is stopped by its limits.
 */
export function findMatch(
  pattern: Pattern,
  characters: readonly string[],
  start: number,
  session: Session,
): Match | null {
  const attempt: Attempt = {
    characters,
    ignoreCase: pattern.ignoreCase,
    session,
    ends: [],
    attempts: 0,
    depth: 0,
  };
  for (let from = start; from <= characters.length; from += 1) {
    let to = from;
    attempt.ends.length = 0;
    const found = tryNode(pattern.root, from, attempt, (at) => {
      to = at;
      return true;
    });
    if (found) return { from, to, groups: groupsOf(attempt, pattern.groups, from, to) };
  }
  return null;
}

function groupsOf({ characters, ends }: Attempt, count: number, from: number, to: number): Match["groups"] {
  const spans = [[from, to] as const, ...Array.from({ length: count }, (_, index) => ends[index + 1])];
  return spans.map((span) => span && characters.slice(span[0], span[1]).join(""));
}

function tryNode(node: PatternNode, at: number, attempt: Attempt, next: Next): boolean {
  attempt.attempts += 1;
  if (attempt.attempts % ATTEMPTS_PER_STEP === 0) attempt.session.spend(1);
  attempt.depth += 1;
  if (attempt.depth > DEPTH_MAX) attempt.session.refuse("feel.limit.depth", { max: DEPTH_MAX });
  const matched = tryOne(node, at, attempt, next);
  attempt.depth -= 1;
  return matched;
}

function tryOne(node: PatternNode, at: number, attempt: Attempt, next: Next): boolean {
  const { characters } = attempt;
  switch (node.kind) {
    case "character":
      return at < characters.length && node.accepts(characters[at] ?? "") && next(at + 1);
    case "textStart":
      return at === 0 && next(at);
    case "textEnd":
      return at === characters.length && next(at);
    case "lineStart":
      return (at === 0 || (characters[at - 1] === "\n" && at < characters.length)) && next(at);
    case "lineEnd":
      return (at === characters.length || characters[at] === "\n") && next(at);
    case "sequence":
      return trySequence(node.items, 0, at, attempt, next);
    case "choice":
      return node.options.some((option) => tryNode(option, at, attempt, next));
    case "group":
      return tryGroup(node, at, attempt, next);
    case "sameAs":
      return trySame(node.group, at, attempt, next);
    case "repeat":
      return node.body.kind === "character"
        ? repeatCharacter(node, node.body.accepts, at, attempt, next)
        : repeatNode(node, 0, at, attempt, next);
  }
}

function trySequence(items: readonly PatternNode[], index: number, at: number, attempt: Attempt, next: Next): boolean {
  const { characters } = attempt;
  let place = at;
  // Plain characters need no way back.
  for (let each = index; ; each += 1) {
    const item = items[each];
    if (!item) return next(place);
    if (item.kind !== "character") {
      return tryNode(item, place, attempt, (reached) => trySequence(items, each + 1, reached, attempt, next));
    }
    if (place >= characters.length || !item.accepts(characters[place] ?? "")) return false;
    place += 1;
  }
}

function tryGroup(
  { group, body }: Extract<PatternNode, { kind: "group" }>,
  at: number,
  attempt: Attempt,
  next: Next,
): boolean {
  if (group === 0) return tryNode(body, at, attempt, next);
  return tryNode(body, at, attempt, (reached) => {
    const outer = attempt.ends[group];
    attempt.ends[group] = [at, reached];
    if (next(reached)) return true;
    attempt.ends[group] = outer;
    return false;
  });
}

/** A group that took no part is as good as empty. */
function trySame(group: number, at: number, attempt: Attempt, next: Next): boolean {
  const [from, to] = attempt.ends[group] ?? [at, at];
  const { characters, ignoreCase } = attempt;
  const [wanted, found] = [characters.slice(from, to).join(""), characters.slice(at, at + to - from).join("")];
  const same = ignoreCase ? wanted.toLowerCase() === found.toLowerCase() : wanted === found;
  return same && next(at + to - from);
}

type Repeat = Extract<PatternNode, { kind: "repeat" }>;

function repeatCharacter(
  { min, max, greedy }: Repeat,
  accepts: (character: string) => boolean,
  at: number,
  attempt: Attempt,
  next: Next,
): boolean {
  const { characters, session } = attempt;
  const takes = (place: number): boolean => place < characters.length && accepts(characters[place] ?? "");
  let end = at;
  if (!greedy) {
    for (; end - at < min; end += 1) if (!takes(end)) return false;
    for (; ; end += 1) {
      if (next(end)) return true;
      if (end - at >= max || !takes(end)) return false;
    }
  }
  while (end - at < max && takes(end)) end += 1;
  session.spend(Math.ceil((end - at) / ATTEMPTS_PER_STEP));
  for (; end - at >= min; end -= 1) if (next(end)) return true;
  return false;
}

function repeatNode(node: Repeat, count: number, at: number, attempt: Attempt, next: Next): boolean {
  const { body, min, max, greedy } = node;
  const more = (): boolean =>
    count < max &&
    tryNode(body, at, attempt, (reached) => {
      // Once more of nothing leads nowhere new.
      return (reached > at || count < min) && repeatNode(node, count + 1, reached, attempt, next);
    });
  if (count < min) return more();
  return greedy ? more() || next(at) : next(at) || more();
}
