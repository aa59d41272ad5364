import type { ReactNode } from "react";
import { SearchBox } from "./search-box.tsx";
import { StateTabs, type StateTabsProps } from "./state-tabs.tsx";

type ListFiltersProps<Value extends string> = {
  readonly states: StateTabsProps<Value>;
  readonly search?: {
    readonly label: string;
    readonly value: string | undefined;
    readonly onSearch: (text: string | undefined) => void;
  };
  /** What stands at the bar's end: the table's export. */
  readonly end?: ReactNode;
};

/** The bar over a list of work: its states with their counts, a search by name, the export. */
export function ListFilters<Value extends string>({ states, search, end }: ListFiltersProps<Value>) {
  return (
    <div className="filter-bar">
      <StateTabs {...states} />
      <span className="filter-bar-grow" />
      {search && <SearchBox {...search} width={220} />}
      {end}
    </div>
  );
}
