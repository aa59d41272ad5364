/** The facts about one person, as the fact catalogue documents them; a missing key is unknown. Days are ISO text. */
export type Facts = {
  readonly personId: number;
  readonly insurance?: List<Spell>;
  readonly education?: List<Credential>;
  readonly contracts?: List<Contract>;
  readonly homes?: List<Home>;
  readonly benefits?: List<Benefit>;
  readonly statuses?: List<Status>;
  readonly certificates?: List<Certificate>;
};

/** `complete: false` says that rows may be missing. */
export type List<Row> = { readonly complete: boolean; readonly rows: readonly Row[] };

export type Employer = { readonly kind?: string; readonly industry?: string; readonly stateOwned?: boolean };
export type Spell = {
  readonly region?: string;
  readonly kind?: string;
  readonly from?: string;
  readonly to?: string;
  readonly open?: boolean;
  readonly employer?: Employer;
};
export type Credential = {
  readonly level?: string;
  readonly fullTime?: boolean;
  readonly doubleFirstClass?: boolean;
};
export type Contract = {
  readonly from?: string;
  readonly to?: string;
  readonly openEnded?: boolean;
  readonly years?: number;
};
export type Home = { readonly region?: string; readonly kind?: string; readonly owned?: boolean };
export type Benefit = {
  readonly policy?: string;
  readonly kind?: string;
  readonly region?: string;
  readonly from?: string;
  readonly to?: string;
  readonly certificate?: string;
  readonly occupation?: string;
  readonly level?: string;
};
export type Status = {
  readonly kind?: string;
  readonly from?: string;
  readonly to?: string;
  readonly open?: boolean;
};
export type Certificate = {
  readonly key: string;
  readonly occupation?: string;
  readonly level?: string;
  readonly issued?: string;
};

/** A list that nobody has told of is one of which every row may be missing. */
export function listOf<Row>(list: List<Row> | undefined): List<Row> {
  return list ?? { complete: false, rows: [] };
}
