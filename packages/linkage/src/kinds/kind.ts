/** A sentence for the person who looks at the pair. */
export type Words = { readonly zh: string; readonly en: string };

/** Forms of a field's value by their names, each as SQL over the text as given (`at("raw")`) and the forms of earlier stages. */
export type Stage = Readonly<Record<string, string>>;

/** How far two values agree. The first level that holds is the pair's; the last one always holds. */
export type Level = {
  readonly id: string;
  readonly words: Words;
  /** Two records at this level never merge by themselves, whatever else agrees. */
  readonly forbidsAutomatic?: boolean;
  /** The values are the same, so that their frequency says how much that means. */
  readonly exact?: boolean;
};

/** A form as SQL: `l("value")` is that of the left record of a pair. */
export type Side = (form: string) => string;

/** What a kind of field is in SQL: its forms, its levels, and the keys that rules may block on. */
export type Kind = {
  readonly words: Words;
  /** Each distinct value is normalised once, and looked up; false where nearly every row's value differs anyway. */
  readonly perValue: boolean;
  /** Stage after stage; `value` is among them: NULL where nothing usable is given. */
  readonly stages: (at: Side, tables: ChineseTables) => readonly Stage[];
  /**
   * After `stages` the form `letters` is simplified, character by character, into `simple`; of the first four also `c1` … `c4`
   * and the `sound` are wanted, where it says `sounds`.
   */
  readonly characters?: "simplified" | "sounds";
  /** Stages that read those. */
  readonly later?: (at: Side) => readonly Stage[];
  /** NULL-safe: neither side says anything. */
  readonly missing: (l: Side, r: Side) => string;
  readonly levels: readonly Level[];
  /** The level's place in `levels`, from 0, as an INTEGER expression; both sides are there. */
  readonly compare: (l: Side, r: Side) => string;
  /** What a rule may block on: `value` and others, as SQL over one side's forms. */
  readonly keys: Readonly<Record<string, (side: Side) => string>>;
  /** Its `value` is one person's alone: two values never come into one group. */
  readonly identifies?: boolean;
  /** The chance that two different people agree, where the data can't tell: never taken to be lower. */
  readonly exactFloor?: number;
};

/** What the package is given about Chinese characters; it carries no dictionary itself. */
export type ChineseTables = {
  /** Every character that is written otherwise in simplified Chinese. */
  readonly traditional: string;
};

export const NO_CHINESE: ChineseTables = { traditional: "" };

export const DIFFERENT: Level = { id: "different", words: { zh: "不同", en: "different" } };
export const SAME: Level = { id: "same", words: { zh: "相同", en: "the same" }, exact: true };

export const bothValues = (l: Side, r: Side): string => `${l("value")} IS NULL OR ${r("value")} IS NULL`;
