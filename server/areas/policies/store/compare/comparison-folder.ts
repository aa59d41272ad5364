export const PEOPLE = "people";
export const PAIRS = "pairs";
