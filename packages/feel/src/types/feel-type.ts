/**
 * The types that facts and expressions have.
 * A number is exact: an integer of 10^-scale units (scale 2: yuan are held as fen), with at most `digits` digits.
 */
export type FeelType =
  | { readonly kind: "boolean" }
  | {
      readonly kind: "number";
      /** Digits after the point; 0 where left out. */
      readonly scale?: number;
      /** Digits in all; 12 where left out. What doesn't fit in 2^53 is a bigint in JS. */
      readonly digits?: number;
      /** Of a compiled result, and of a name for one: its JS value is a bigint, whatever its digits. */
      readonly big?: true;
    }
  | {
      readonly kind: "string";
      /** All values that the fact can have; a comparison with any other is refused. */
      readonly values?: readonly string[];
    }
  | { readonly kind: "date" }
  /** Years and months, held as months. */
  | { readonly kind: "monthsDuration" }
  /** Whole days. */
  | { readonly kind: "daysDuration" }
  | { readonly kind: "list"; readonly of: FeelType }
  | { readonly kind: "context"; readonly fields: Readonly<Record<string, FeelType>> };

/** The facts that an expression may read. */
export type Scope = Readonly<Record<string, FeelType>>;
