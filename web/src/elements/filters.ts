import { useEffect, useState } from "react";
import { useSearchParams } from "react-router";

/** Filters live in the address, so that a reload, a link and the back button keep them. */
export function useFilters<Name extends string>(...names: readonly Name[]) {
  const [params, setParams] = useSearchParams();
  const values = Object.fromEntries(names.map((name) => [name, params.get(name) ?? undefined])) as {
    readonly [Key in Name]: string | undefined;
  };
  const set = (change: { readonly [Key in Name]?: string | undefined }) =>
    setParams(
      (old) => {
        const next = new URLSearchParams(old);
        for (const [name, value] of Object.entries<string | undefined>(change)) {
          if (value) next.set(name, value);
          else next.delete(name);
        }
        return next;
      },
      { replace: true },
    );
  return [values, set] as const;
}

/** The value once it has stood still for `ms`, so that typing does not ask the server at each key. */
export function useSettled<Value>(value: Value, ms = 250): Value {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return settled;
}

/** The filters that are set, as a query. */
export function withoutGaps(values: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).filter((entry): entry is [string, string] => Boolean(entry[1])));
}
