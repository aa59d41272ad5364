import type { Session } from "../evaluate/session.ts";
import { ANY } from "../types/type-ref.ts";
import type {
  DaysTimeDuration,
  FeelContext,
  FeelDate,
  FeelDateTime,
  FeelFunction,
  FeelNumber,
  FeelParameter,
  FeelRange,
  FeelTime,
  FeelTypeRef,
  FeelValue,
  Signature,
} from "../values/value.ts";

/** A parameter, with the type that its argument has in JavaScript. */
export type Parameter<Value> = FeelParameter & {
  readonly takesNull: boolean;
  /** Never there: it carries the type. */
  readonly value?: Value;
};

type Values<Parameters extends readonly Parameter<unknown>[]> = {
  readonly [Index in keyof Parameters]: Parameters[Index] extends Parameter<infer Value> ? Value : never;
};

function parameter<Value>(name: string, type: FeelTypeRef): Parameter<Value> {
  return { name, type, takesNull: false };
}

/** Anything but null. */
export const value = (name: string): Parameter<FeelValue> => parameter(name, ANY);
export const text = (name: string): Parameter<string> => parameter(name, { kind: "string" });
export const number = (name: string): Parameter<FeelNumber> => parameter(name, { kind: "number" });
export const truth = (name: string): Parameter<boolean> => parameter(name, { kind: "boolean" });
export const list = (name: string): Parameter<readonly FeelValue[]> => parameter(name, { kind: "list", of: ANY });
export const context = (name: string): Parameter<FeelContext> =>
  parameter(name, { kind: "context", fields: new Map() });
export const range = (name: string): Parameter<FeelRange> => parameter(name, { kind: "range", of: ANY });
export const date = (name: string): Parameter<FeelDate> => parameter(name, { kind: "date" });
export const time = (name: string): Parameter<FeelTime> => parameter(name, { kind: "time" });
export const dateTime = (name: string): Parameter<FeelDateTime> => parameter(name, { kind: "dateTime" });
export const daysTime = (name: string): Parameter<DaysTimeDuration> => parameter(name, { kind: "daysTimeDuration" });
export const callable = (name: string): Parameter<FeelFunction> =>
  parameter(name, { kind: "function", parameters: null, result: ANY });

/** May be null, by leaving it out or else. */
export function optional<Value>(of: Parameter<Value>): Parameter<Value | null> {
  return { name: of.name, ...(of.type ? { type: of.type } : {}), optional: true, takesNull: true };
}

/** Must be given, and may be null. */
export function nullable<Value>(of: Parameter<Value>): Parameter<Value | null> {
  return { name: of.name, ...(of.type ? { type: of.type } : {}), takesNull: true };
}

/** One way to call a built-in function. An argument that is null makes the result null, unless its parameter takes null. */
export function signature<const Parameters extends readonly Parameter<unknown>[]>(
  parameters: Parameters,
  call: (args: Values<Parameters>, session: Session) => FeelValue,
): Signature {
  return {
    parameters,
    call: (args, session) => {
      if (parameters.some(({ takesNull }, index) => !takesNull && (args[index] ?? null) === null)) return null;
      return call(args as unknown as Values<Parameters>, session);
    },
  };
}

/** A list, or its items as arguments of their own: `sum([1, 2])`, `sum(1, 2)`. */
export function overItems(
  call: (items: readonly FeelValue[], session: Session) => FeelValue,
  name = "list",
): readonly Signature[] {
  return [
    signature([list(name)], ([items], session) => {
      session.spend(items.length);
      return call(items, session);
    }),
    {
      parameters: [{ name: "item 1" }, { name: "item", variadic: true }],
      call: (items, session) => call(items, session),
    },
  ];
}

export function define(name: string, ...signatures: readonly Signature[]): FeelFunction {
  return { kind: "function", name, signatures };
}
