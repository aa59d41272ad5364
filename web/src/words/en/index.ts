import { benefits } from "./benefits.ts";
import { comparisons } from "./comparisons.ts";
import { demand } from "./demand.ts";
import { fields } from "./fields.ts";
import { frame } from "./frame.ts";
import { library } from "./library.ts";
import { links } from "./links.ts";
import { people } from "./people.ts";
import { policies } from "./policies.ts";
import { registers } from "./registers.ts";
import { talent } from "./talent.ts";
import { waiting } from "./waiting.ts";

/** Every word of the pages in English, by area. */
export const en = {
  ...frame,
  ...people,
  ...links,
  ...fields,
  ...policies,
  ...library,
  ...comparisons,
  ...benefits,
  ...demand,
  ...registers,
  ...talent,
  ...waiting,
} as const;
